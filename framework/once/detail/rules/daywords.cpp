// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/rules/wording.h>

#include <once/detail/rules/names.h>

#include <algorithm>
#include <utility>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr NumberSet workdays = NumberSet::of(1, 5);

bool isEveryDay(const MonthDays &days) { return days.days.size() == 31; }

bool isEveryDay(const WeekDays &days) { return days.every.size() == 7; }

bool isPlain(const WeekDays &days)
{
    return days.last.isEmpty() && std::ranges::all_of(days.nth, &NumberSet::isEmpty);
}

// How a list goes on: it names all of its days, or asks for one of them.
enum class Which { All, Any };

// "the 1st, the 15th", "every 2nd day from the 1st to the 31st"
QStringList numberedDays(NumberSet days, Which which)
{
    const int step = days.size() > 3 ? days.atOrAbove(days.first() + 1) - days.first() : 0;
    if (step > 1 && days == NumberSet::of(days.first(), days.last(), step))
        return {u"%1 %2 day from the %3 to the %4"_s.arg(which == Which::All ? u"every"_s : u"any"_s,
                                                         ordinal(step), ordinal(days.first()),
                                                         ordinal(days.last()))};
    QStringList items;
    for (const auto &[first, last] : stretches(days))
        items += first == last ? u"the "_s + ordinal(first)
                               : u"the %1 to the %2"_s.arg(ordinal(first), ordinal(last));
    return items;
}

// "the 3rd day before the last", "the last day", "the last 7 days"
QStringList daysFromEnd(NumberSet back, Which which)
{
    if (back.size() > 2 && back == NumberSet::of(0, back.last()))
        return {
            (which == Which::All ? u"the last %1 days"_s : u"one of the last %1 days"_s).arg(back.size())};
    QStringList items;
    for (int day = back.last(); day >= 0; day = back.atOrBelow(day - 1))
        items += day == 0 ? u"the last day"_s
            : day == 1    ? u"the day before the last"_s
                          : u"the %1 day before the last"_s.arg(ordinal(day));
    return items;
}

QStringList itemsOf(const MonthDays &days, Which which)
{
    QStringList items = numberedDays(days.days, which);
    for (int day = days.nearestWeekdays.first(); day >= 0; day = days.nearestWeekdays.atOrAbove(day + 1))
        items += u"the weekday nearest to the %1"_s.arg(ordinal(day));
    items += daysFromEnd(days.fromEnd, which);
    if (days.lastWeekday)
        items += u"the last weekday"_s;
    return items;
}

// Those that come once a month.
QStringList monthlyItemsOf(const WeekDays &days)
{
    QStringList items;
    for (std::size_t week = 0; week < days.nth.size(); ++week)
        for (const QString &name : weekdayNames(days.nth[week]))
            items += u"the %1 %2"_s.arg(ordinal(int(week) + 1), name);
    for (const QString &name : weekdayNames(days.last))
        items += u"the last "_s + name;
    return items;
}

// "weekdays", "Mondays and Fridays"
QString plural(NumberSet weekdays)
{
    QStringList names = weekdayNames(weekdays);
    for (QString &name : names)
        name += u's';
    return weekdays == workdays ? u"weekdays"_s : listed(names);
}

QString singular(NumberSet weekdays, const QString &lastWord = u"and"_s)
{
    return weekdays == workdays ? u"weekday"_s : listed(weekdayNames(weekdays), lastWord);
}

QString ofMonths(NumberSet months)
{
    return months.size() == 12 ? u" of every month"_s : u" of "_s + listed(monthNames(months));
}

QString inMonths(NumberSet months)
{
    return months.size() == 12 ? QString() : u" in "_s + listed(monthNames(months));
}

QString anyOf(const WeekDays &days)
{
    QStringList items;
    if (!days.every.isEmpty())
        items += u"a "_s + singular(days.every, u"or a"_s);
    if (const QStringList monthly = monthlyItemsOf(days); !monthly.isEmpty())
        items += listed(monthly, u"or") + u" of the month"_s;
    return listed(items, u"or");
}

DayWords onWeekDays(const WeekDays &days, NumberSet months)
{
    if (isPlain(days))
        return {u"every "_s + singular(days.every) + inMonths(months),
                u"on "_s + plural(days.every) + inMonths(months)};
    const QString monthly = u"on "_s + listed(monthlyItemsOf(days)) + ofMonths(months);
    return {{},
            days.every.isEmpty() ? monthly
                                 : u"on %1%2 and %3"_s.arg(plural(days.every), inMonths(months), monthly)};
}

QString inYears(const std::vector<Years> &years)
{
    QStringList items;
    for (const Years &some : years) {
        const QString span = some.first == some.last ? QString::number(some.first)
                                                     : u"%1 to %2"_s.arg(some.first).arg(some.last);
        items += some.step > 1 ? u"every %1 year from %2"_s.arg(ordinal(some.step), span) : span;
    }
    return items.isEmpty() ? QString() : u" in "_s + listed(items);
}

// Mondays among the last seven days are the last Mondays: some grammars have no other way to say so.
Fields inWeeksOfMonth(Fields fields)
{
    MonthDays &days = fields.monthDays;
    WeekDays &weekDays = fields.weekDays;
    if (fields.join == Fields::Join::Either || isEveryDay(weekDays) || !isPlain(weekDays))
        return fields;
    NumberSet *week = days == MonthDays{.fromEnd = NumberSet::of(0, 6)} ? &weekDays.last : nullptr;
    for (int nth = 0; nth < 5; ++nth)
        if (days == MonthDays{.days = NumberSet::of(nth * 7 + 1, nth * 7 + 7)})
            week = &weekDays.nth[std::size_t(nth)];
    if (week) {
        *week = std::exchange(weekDays.every, {});
        days = {.days = NumberSet::of(1, 31)};
    }
    return fields;
}

DayWords inSomeYear(const Fields &fields)
{
    const bool isEither = fields.join == Fields::Join::Either;
    const bool ofMonth = isEveryDay(fields.monthDays), ofWeek = isEveryDay(fields.weekDays);
    if ((ofMonth && ofWeek) || (isEither && (ofMonth || ofWeek)))
        return {u"every day"_s + inMonths(fields.months), inMonths(fields.months).trimmed()};
    if (ofMonth)
        return onWeekDays(fields.weekDays, fields.months);
    if (ofWeek)
        return {{}, u"on "_s + listed(itemsOf(fields.monthDays, Which::All)) + ofMonths(fields.months)};
    return {{},
            u"on days that are %1 of the month %2 %3%4"_s.arg(
                listed(itemsOf(fields.monthDays, Which::Any), u"or"), isEither ? u"or else"_s : u"and also"_s,
                anyOf(fields.weekDays), inMonths(fields.months))};
}

} // namespace

DayWords DayWords::of(const Fields &fields)
{
    DayWords words = inSomeYear(inWeeksOfMonth(fields));
    const QString years = inYears(fields.years);
    if (!words.every.isEmpty())
        words.every += years;
    words.on = (words.on + years).trimmed();
    return words;
}

QString words(const Fields &fields)
{
    const TimeWords time = TimeWords::of(fields);
    const DayWords days = DayWords::of(fields);
    if (time.areTimes)
        return days.every.isEmpty() ? u"at %1 %2"_s.arg(time.text, days.on)
                                    : u"%1 at %2"_s.arg(days.every, time.text);
    const QString text = days.on.isEmpty() ? time.text : time.text + u' ' + days.on;
    return text.endsWith(u',') ? text.chopped(1) : text;
}

} // namespace once::detail
