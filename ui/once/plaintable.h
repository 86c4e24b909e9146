// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <span>

class QAbstractItemModel;
class QString;
class QTableView;

namespace once {

// A table as the window's pages have it: whole rows are chosen, one at a time, and nothing is edited. Widths by column, at
// 96 dpi. `name` is told to those who hear the window.
QTableView *plainTable(QAbstractItemModel *model, const QString &name, std::span<const int> widths);

} // namespace once
