// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "../seed.h"

// Days, weeks and terms.
namespace {

const int holidays[][2] = {{1, 1}, {5, 1}, {10, 3}, {12, 25}, {12, 26}};

bool isHoliday(QDate day)
{
    for (const auto &holiday : holidays)
        if (day.month() == holiday[0] && day.day() == holiday[1])
            return true;
    return false;
}

bool isWorkday(QDate day)
{
    return day.dayOfWeek() < 6 && !isHoliday(day);
}

QDate after(QDate day, int workdays)
{
    while (workdays > 0) {
        day = day.addDays(1);
        if (isWorkday(day))
            --workdays;
    }
    return day;
}

QString season(QDate day)
{
    switch (day.month()) {
    case 12:
    case 1:
    case 2:
        return u"winter"_s;
    case 3:
    case 4:
    case 5:
        return u"spring"_s;
    case 6:
    case 7:
    case 8:
        return u"summer"_s;
    default:
        return u"autumn"_s;
    }
}

} // namespace

QString work(int input)
{
    const QDate begin = QDate(2024, 2, 27).addDays(input * 45);
    const QDate due = after(begin, 5 + input);
    const qint64 length = begin.daysTo(due);
    QString text = due.toString(u"yyyy-MM-dd"_s) + u' ' + season(due);
    if (length > 9 || isHoliday(begin))
        text += u" long"_s;
    if (due.weekNumber() % 2 == 0)
        text += u" even"_s;
    int workdays = 0;
    for (QDate day = begin; day < due; day = day.addDays(1))
        workdays += isWorkday(day) ? 1 : 0;
    return text + u" %1/%2"_s.arg(workdays).arg(length);
}
