// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/rules/names.h>

#include <QLocale>

namespace once::detail {

using namespace Qt::StringLiterals;

QStringList monthNames(NumberSet months)
{
    QStringList names;
    for (int month = months.first(); month > 0; month = months.atOrAbove(month + 1))
        names += QLocale::c().monthName(month);
    return names;
}

QStringList weekdayNames(NumberSet days)
{
    QStringList names;
    for (int day = 1; day <= 7; ++day)
        if (days.contains(day % 7))
            names += QLocale::c().dayName(day);
    return names;
}

QString ordinal(int number)
{
    const bool isTeen = number / 10 % 10 == 1;
    switch (isTeen ? 0 : number % 10) {
    case 1:
        return u"%1st"_s.arg(number);
    case 2:
        return u"%1nd"_s.arg(number);
    case 3:
        return u"%1rd"_s.arg(number);
    default:
        return u"%1th"_s.arg(number);
    }
}

QList<std::pair<int, int>> stretches(NumberSet set)
{
    QList<std::pair<int, int>> found;
    for (int first = set.first(); first >= 0; first = set.atOrAbove(found.last().second + 1)) {
        int last = first;
        while (set.contains(last + 1))
            ++last;
        found += {first, last > first + 1 ? last : first};
    }
    return found;
}

QStringList runs(NumberSet set)
{
    QStringList items;
    for (const auto &[first, last] : stretches(set))
        items += first == last ? QString::number(first) : u"%1 to %2"_s.arg(first).arg(last);
    return items;
}

QString listed(const QStringList &items, QStringView lastWord)
{
    if (items.size() < 2)
        return items.join(QString());
    return items.first(items.size() - 1).join(u", "_s) + u' ' + lastWord.toString() + u' ' + items.last();
}

} // namespace once::detail
