// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timeaxis.h>

#include <once/detail/values/zonerules.h>
#include <once/timetext.h>

#include <QLocale>

#include <algorithm>
#include <vector>

namespace once {

using namespace Qt::StringLiterals;
using namespace std::chrono;
using detail::WallTime;
using detail::ZoneRules;

namespace {

constexpr qint64 usOfSecond = 1'000'000, usOfMinute = 60 * usOfSecond, usOfHour = 60 * usOfMinute,
                 usOfDay = 24 * usOfHour;
using Unit = TickStep::Unit;

std::vector<TickStep> allSteps()
{
    std::vector<TickStep> steps;
    for (qint64 unit = 1; unit < usOfSecond; unit *= 10) {
        for (const int times : {1, 2, 5})
            steps.push_back({Unit::Clock, times * unit});
    }
    for (const qint64 unit : {usOfSecond, usOfMinute}) {
        for (const int times : {1, 2, 5, 10, 15, 30})
            steps.push_back({Unit::Clock, times * unit});
    }
    for (const int count : {1, 2, 3, 6, 12})
        steps.push_back({Unit::Clock, count * usOfHour});
    for (const int count : {1, 2, 7})
        steps.push_back({Unit::Days, count});
    for (const int count : {1, 3, 6})
        steps.push_back({Unit::Months, count});
    for (const int count : {1, 2, 5, 10, 20, 50, 100})
        steps.push_back({Unit::Years, count});
    return steps;
}

qint64 floorTo(qint64 value, qint64 step) { return (value / step - (value % step < 0)) * step; }

local_days dayOf(WallTime time) { return floor<days>(time); }

// The last time on the wall, at or before the given one, that has a tick.
WallTime floorOf(WallTime time, const TickStep &step)
{
    const local_days today = dayOf(time);
    if (step.unit == Unit::Clock)
        return today + Microseconds(floorTo((time - today).count(), step.count));
    if (step.unit == Unit::Days)
        return local_days(days(floorTo(today.time_since_epoch().count(), step.count)));
    const year_month_day date(today);
    if (step.unit == Unit::Years)
        return local_days(year(int(floorTo(int(date.year()), step.count))) / January / 1);
    return local_days(date.year() / month(unsigned(floorTo(unsigned(date.month()) - 1, step.count)) + 1) / 1);
}

WallTime nextOf(WallTime time, const TickStep &step)
{
    if (step.unit == Unit::Clock)
        return time + Microseconds(step.count);
    if (step.unit == Unit::Days)
        return time + days(step.count);
    const year_month_day date(dayOf(time));
    const int count = int(step.count);
    return local_days(step.unit == Unit::Months ? date + months(count) : date + years(count));
}

QDate dateOf(WallTime time)
{
    const year_month_day date(dayOf(time));
    return QDate(int(date.year()), int(unsigned(date.month())), int(unsigned(date.day())));
}

QString wallText(WallTime time, qint64 step)
{
    const qint64 us = (time - dayOf(time)).count();
    const QTime clock = QTime(0, 0).addMSecs(int(us / 1'000));
    if (step >= usOfMinute)
        return clock.toString(u"HH:mm"_s);
    if (step >= usOfSecond)
        return clock.toString(u"HH:mm:ss"_s);
    const QString text = clock.toString(u"ss.zzz"_s);
    return step >= 1'000 ? text : text + u"%1"_s.arg(us % 1'000, 3, 10, QChar(u'0'));
}

WallTime wallTime(qint64 us, const QTimeZone &zone)
{
    return ZoneRules::of(zone)->wallTime(fromMicroseconds(us));
}

} // namespace

qint64 TickStep::lengthUs() const
{
    switch (unit) {
    case Unit::Clock:
        return count;
    case Unit::Days:
        return count * usOfDay;
    case Unit::Months:
        return count * 30 * usOfDay;
    case Unit::Years:
        break;
    }
    return count * 365 * usOfDay;
}

TickStep TickStep::parent() const
{
    switch (unit) {
    case Unit::Clock:
        return count < usOfSecond ? TickStep{Unit::Clock, usOfMinute} : TickStep{Unit::Days, 1};
    case Unit::Days:
        return {Unit::Months, 1};
    default:
        return {Unit::Years, 1};
    }
}

TickStep tickStep(qint64 leastUs)
{
    static const std::vector<TickStep> steps = allSteps();
    const auto it = std::ranges::lower_bound(steps, leastUs, {}, &TickStep::lengthUs);
    return it == steps.end() ? steps.back() : *it;
}

QList<qint64> ticksBetween(qint64 fromUs, qint64 toUs, const TickStep &step, const QTimeZone &zone)
{
    const auto rules = ZoneRules::of(zone);
    const WallTime from = wallTime(fromUs, zone), to = wallTime(toUs, zone);
    const Microseconds turned = abs((to - from) - Microseconds(toUs - fromUs)); // by the clocks in between
    QList<qint64> ticks;
    for (WallTime at = floorOf(from - turned, step); at <= to + turned; at = nextOf(at, step)) {
        const ZoneRules::Moments moments = rules->moments(at);
        const bool isClock = step.unit == Unit::Clock;
        if (!moments.isInGap || !isClock)
            ticks.append(toMicroseconds(moments.first));
        if (moments.last != moments.first && isClock)
            ticks.append(toMicroseconds(moments.last));
    }
    ticks.removeIf([&](qint64 us) { return us < fromUs || us > toUs; });
    std::ranges::sort(ticks);
    return ticks;
}

qint64 tickAt(qint64 us, const TickStep &step, const QTimeZone &zone)
{
    const WallTime at = floorOf(wallTime(us, zone), step);
    return std::min(us, toMicroseconds(ZoneRules::of(zone)->moments(at).first));
}

QString tickText(qint64 us, const TickStep &step, const QTimeZone &zone)
{
    const WallTime at = wallTime(us, zone);
    switch (step.unit) {
    case Unit::Clock:
        return wallText(at, step.count);
    case Unit::Days:
        return QLocale::c().toString(dateOf(at), u"ddd d"_s);
    case Unit::Months:
        return QLocale::c().toString(dateOf(at), u"MMM"_s);
    case Unit::Years:
        break;
    }
    return QString::number(dateOf(at).year());
}

QString periodText(qint64 us, const TickStep &step, const QTimeZone &zone)
{
    const QDate date = dateOf(wallTime(us, zone));
    if (step.unit == Unit::Years)
        return QString::number(date.year());
    const QString text = QLocale::c().toString(date, step.unit == Unit::Months ? u"MMMM yyyy"_s : u"ddd d MMM yyyy"_s);
    return step.unit == Unit::Clock ? text + u' ' + tickText(us, step, zone) : text;
}

QList<ClockChange> clockChanges(qint64 fromUs, qint64 toUs, const QTimeZone &zone)
{
    QList<ClockChange> changes;
    const auto at = [](qint64 us) { return toDateTime(fromMicroseconds(us), QTimeZone::utc()); };
    int before = zone.offsetFromUtc(at(fromUs));
    for (const QTimeZone::OffsetData &change : zone.transitions(at(fromUs), at(toUs))) {
        const int turned = change.offsetFromUtc - std::exchange(before, change.offsetFromUtc);
        if (turned == 0)
            continue;
        const QString text = briefDuration(seconds(std::abs(turned)));
        changes.append(
            {toMicroseconds(fromDateTime(change.atUtc)), (turned > 0 ? QChar(u'+') : QChar(0x2212)) + text});
    }
    return changes;
}

} // namespace once
