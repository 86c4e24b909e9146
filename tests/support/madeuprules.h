// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include "madeup.h"

#include <array>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <vector>

// A cron rule with what it means, said once more in the plainest way, and as a calendar rule where there is one.
struct MadeUpRule
{
    struct Day
    {
        int day, month, length, weekday; // the month's length; 0 is Sunday

        static Day of(std::chrono::local_days date)
        {
            const std::chrono::year_month_day ymd(date);
            const std::chrono::year_month_day_last last(ymd.year(), std::chrono::month_day_last(ymd.month()));
            return {int(unsigned(ymd.day())), int(unsigned(ymd.month())), int(unsigned(last.day())),
                    int(std::chrono::weekday(date).c_encoding())};
        }
    };
    using IsDay = std::function<bool(const Day &)>;

    QString cron, calendar;
    std::array<bool, 60> minutes{}, hours{}, months{};
    std::vector<IsDay> monthDays, weekDays; // any of each
    bool needsBoth = true;

    bool holds(std::chrono::local_days date) const
    {
        const Day day = Day::of(date);
        const auto any = [&day](const std::vector<IsDay> &some) {
            return std::ranges::any_of(some, [day](const IsDay &isDay) { return isDay(day); });
        };
        if (!months[std::size_t(day.month)])
            return false;
        return needsBoth ? any(monthDays) && any(weekDays) : any(monthDays) || any(weekDays);
    }
};

// Makes the same rules for the same seed.
class MadeUpRules : public MadeUp
{
public:
    using MadeUp::MadeUp;

    MadeUpRule rule()
    {
        MadeUpRule rule;
        const Numbers minutes = numbers(0, 59), hours = numbers(0, 23),
                      months = upTo(2) ? numbers(1, 12, true) : numbers(1, 12);
        rule.minutes = minutes.set;
        rule.hours = hours.set;
        rule.months = months.set;
        const Days ofMonth = monthDays(), ofWeek = weekDays();
        const bool plus = ofWeek.isRestricted && maybe();
        rule.monthDays = ofMonth.any;
        rule.weekDays = ofWeek.any;
        rule.needsBoth = plus || !ofMonth.isRestricted || !ofWeek.isRestricted;
        rule.cron = QStringLiteral("%1 %2 %3 %4 %5%6")
                        .arg(minutes.cron, hours.cron, ofMonth.cron, months.cron,
                             plus ? QStringLiteral("+") : QString(), ofWeek.cron);
        if (rule.needsBoth && !ofMonth.calendar.isEmpty() && !ofWeek.calendar.isEmpty())
            rule.calendar =
                QStringLiteral("%1 *-%2%3 %4:%5:00")
                    .arg(ofWeek.calendar, months.calendar, ofMonth.calendar, hours.calendar, minutes.calendar)
                    .replace(QStringLiteral("Mon..Sun "), QString());
        return rule;
    }

    // One that systemd knows, too.
    QString calendar()
    {
        const QString date = upTo(3)
            ? QStringLiteral("*-%1%2").arg(numbers(1, 12, maybe()).calendar,
                                           maybe() ? u'-' + numbers(1, 31, maybe()).calendar : daysFromEnd())
            : QStringLiteral("20%1..2080-%2")
                  .arg(between(26, 79))
                  .arg(QStringLiteral("%1-%2").arg(between(1, 12)).arg(between(1, 28)));
        const QString time = numbers(0, 23).calendar + u':' + numbers(0, 59, maybe()).calendar;
        return QStringList{weekdayRange(), date, maybe() ? time : time + u':' + numbers(0, 59).calendar}
            .join(u' ')
            .trimmed();
    }

private:
    QString weekdayRange()
    {
        static const QStringList names{"Mon", "Tuesday", "WED", "thu", "Fri", "Sat", "Sunday"};
        const int first = upTo(5), last = between(first + 1, 6);
        switch (upTo(3)) {
        case 0:
            return names[first] + QStringLiteral("..") + names[last];
        case 1:
            return names[first] + u',' + names[last];
        default:
            return {};
        }
    }

    QString daysFromEnd()
    {
        const int first = between(1, 20), last = between(first + 1, 28);
        switch (upTo(3)) {
        case 0:
            return QStringLiteral("~%1").arg(last);
        case 1:
            return QStringLiteral("~%1..%2").arg(first).arg(last);
        case 2:
            return QStringLiteral("~%1..%2/%3").arg(first).arg(last).arg(between(1, last - first));
        default:
            return QStringLiteral("~%1/%2").arg(last).arg(between(1, last - 1));
        }
    }

    struct Numbers
    {
        QString cron, calendar;
        std::array<bool, 60> set{};

        void add(int first, int last, int step)
        {
            for (int number = first; number <= last; number += step)
                set[std::size_t(number)] = true;
        }
    };

    struct Days
    {
        QString cron, calendar; // no calendar: none is like it
        std::vector<MadeUpRule::IsDay> any;
        bool isRestricted = true;
    };

    int between(int first, int last) { return first + upTo(last - first); }

    // Where an open repetition goes beyond the last number, systemd 252 loses times of the next day.
    static QString openEnded(int first, int last, int step)
    {
        const bool isEven = (last + 1 - first) % step == 0;
        return isEven ? QStringLiteral("%1/%2").arg(first).arg(step)
                      : QStringLiteral("%1..%2/%3").arg(first).arg(last).arg(step);
    }

    Numbers numbers(int first, int last, bool all = false)
    {
        Numbers made;
        if (all || upTo(5) == 0) {
            made.add(first, last, 1);
            made.cron = made.calendar = QStringLiteral("*");
        } else if (upTo(5) == 0) {
            const int step = between(2, last - first);
            made.add(first, last, step);
            made.cron = QStringLiteral("*/%1").arg(step);
            made.calendar = openEnded(first, last, step);
        } else {
            QStringList cron, calendar;
            for (int count = between(1, 3); count > 0; --count)
                addItem(made, first, last, cron, calendar);
            made.cron = cron.join(u',');
            made.calendar = calendar.join(u',');
        }
        return made;
    }

    void addItem(Numbers &made, int first, int last, QStringList &cron, QStringList &calendar)
    {
        const int begin = between(first, last - 2), end = between(begin + 1, last);
        const int step = between(1, end - begin);
        switch (upTo(4)) {
        case 0:
            made.add(begin, end, 1);
            cron += QStringLiteral("%1-%2").arg(begin).arg(end);
            calendar += QStringLiteral("%1..%2").arg(begin).arg(end);
            break;
        case 1:
            made.add(begin, end, step);
            cron += QStringLiteral("%1-%2/%3").arg(begin).arg(end).arg(step);
            calendar += QStringLiteral("%1..%2/%3").arg(begin).arg(end).arg(step);
            break;
        case 2:
            made.add(begin, last, step);
            cron += QStringLiteral("%1/%2").arg(begin).arg(step);
            calendar += openEnded(begin, last, step);
            break;
        default:
            made.add(end, end, 1);
            cron += QString::number(end);
            calendar += cron.last();
        }
    }

    using Day = MadeUpRule::Day;

    // Of all weekdays of the month none is nearer to `target`.
    static bool isNearestWorkday(const Day &day, int target)
    {
        const auto isWorkday = [&day](int other) {
            return (day.weekday + other - day.day + 35) % 7 % 6 != 0;
        };
        if (!isWorkday(day.day) || target > day.length)
            return false;
        for (int other = 1; other <= day.length; ++other)
            if (isWorkday(other) && std::abs(other - target) < std::abs(day.day - target))
                return false;
        return true;
    }

    Days monthDays()
    {
        Days made;
        if (maybe()) {
            made.cron = QStringLiteral("*");
            made.calendar = QStringLiteral("-*");
            made.any = {[](const Day &) { return true; }};
            made.isRestricted = false;
        } else if (maybe()) {
            const Numbers days = numbers(1, 31);
            made.cron = days.cron;
            made.calendar = u'-' + days.calendar;
            made.any = {[set = days.set](const Day &day) { return set[std::size_t(day.day)]; }};
            made.isRestricted = !days.cron.startsWith(u'*');
        } else {
            addSpecialMonthDays(made);
        }
        return made;
    }

    void addSpecialMonthDays(Days &made)
    {
        const int kind = upTo(3), back = upTo(27), target = between(1, 31);
        switch (kind) {
        case 0:
            made.cron = QStringLiteral("L");
            made.calendar = QStringLiteral("~1");
            made.any = {[](const Day &day) { return day.day == day.length; }};
            return;
        case 1:
            made.cron = QStringLiteral("L-%1").arg(back);
            made.calendar = QStringLiteral("~%1").arg(back + 1);
            made.any = {[back](const Day &day) { return day.day == day.length - back; }};
            return;
        case 2:
            made.cron = QStringLiteral("LW,%1W").arg(target);
            made.any = {[target](const Day &day) { return isNearestWorkday(day, target); },
                        [](const Day &day) { return isNearestWorkday(day, day.length); }};
            return;
        default:
            made.cron = QStringLiteral("%1W,L").arg(target);
            made.any = {
                [target](const Day &day) { return isNearestWorkday(day, target) || day.day == day.length; }};
        }
    }

    Days weekDays()
    {
        static const QStringList names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
        const int first = upTo(7), last = upTo(7), nth = between(1, 5);
        const auto isFirst = [first](const Day &day) { return day.weekday == first % 7; };
        switch (upTo(7)) {
        case 0: // a week may end and begin again between two names
            return {
                QStringLiteral("%1-%2").arg(names[first], names[last]).toUpper(), {}, {[=](const Day &day) {
                    return (day.weekday + 7 - first % 7) % 7 <= (last + 7 - first % 7) % 7;
                }}};
        case 1:
            return {QStringLiteral("%1,%2").arg(first).arg(names[last]),
                    names[first] + u',' + names[last],
                    {isFirst, [last](const Day &day) { return day.weekday == last % 7; }}};
        case 2:
            return {QStringLiteral("%1L").arg(first), {}, {[=](const Day &day) {
                        return isFirst(day) && day.day + 7 > day.length;
                    }}};
        case 3:
            return {QStringLiteral("%1#%2").arg(names[first]).arg(nth), {}, {[=](const Day &day) {
                        return isFirst(day) && (day.day + 6) / 7 == nth;
                    }}};
        default:
            return {
                QStringLiteral("*"), QStringLiteral("Mon..Sun"), {[](const Day &) { return true; }}, false};
        }
    }
};
