// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/rules/numberset.h>

#include <QStringList>

#include <utility>

namespace once::detail {

QStringList monthNames(NumberSet months); // 1 is January
QStringList weekdayNames(NumberSet days); // 0 is Sunday, which is named last
QString ordinal(int number); // "1st"

// What follows without a hole, if three or more, as first and last.
QList<std::pair<int, int>> stretches(NumberSet set);
QStringList runs(NumberSet set); // "0", "5 to 9"

// "a, b and c".
QString listed(const QStringList &items, QStringView lastWord = u"and");

} // namespace once::detail
