// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/rules/numberset.h>

#include <QStringList>

namespace once::detail {

QStringList monthNames(NumberSet months); // 1 is January
QStringList weekdayNames(NumberSet days); // 0 is Sunday, which is named last
QString ordinal(int number); // "1st"

// "a, b and c".
QString listed(const QStringList &items, QStringView lastWord = u"and");

} // namespace once::detail
