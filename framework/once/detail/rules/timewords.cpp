// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/rules/wording.h>

#include <once/detail/rules/names.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostListedTimes = 6;

QString clockText(int hour, int minute, int second = 0)
{
    const QTime time(hour, minute, second);
    return time.toString(second ? u"HH:mm:ss" : u"HH:mm");
}

// So many of them as go into `whole`, a like distance apart, beginning with 0: that distance; else none.
int evenStep(NumberSet set, int whole)
{
    const int step = whole / std::max(set.size(), 1);
    return step > 1 && step < whole && whole % step == 0 && set == NumberSet::of(0, whole - 1, step) ? step
                                                                                                     : 0;
}

bool isRun(NumberSet set) { return set == NumberSet::of(set.first(), set.last()); }

QStringList timesOf(const Fields &fields)
{
    QStringList times;
    for (int hour = fields.hours.first(); hour >= 0; hour = fields.hours.atOrAbove(hour + 1))
        for (int minute = fields.minutes.first(); minute >= 0; minute = fields.minutes.atOrAbove(minute + 1))
            for (int second = fields.seconds.first(); second >= 0;
                 second = fields.seconds.atOrAbove(second + 1))
                times += clockText(hour, minute, second);
    return times;
}

// "minutes 5 and 20", "minute 5"
QString numbered(QStringView unit, NumberSet set)
{
    return u"%1%2 %3"_s.arg(unit, set.size() == 1 ? u""_s : u"s"_s, listed(runs(set)));
}

QString ofHours(NumberSet hours)
{
    return hours.size() == 24 ? u" of every hour"_s
                              : u" of "_s + (hours.size() > 1 ? u"the "_s : u""_s) + numbered(u"hour", hours);
}

// To follow what goes on through whole hours, up to `lastMinute` of each.
QString throughHours(NumberSet hours, int lastMinute)
{
    if (hours.size() == 24)
        return {};
    if (isRun(hours))
        return u" from %1 to %2"_s.arg(clockText(hours.first(), 0), clockText(hours.last(), lastMinute));
    return u" in the "_s + numbered(u"hour", hours);
}

QString onceAnHour(int minute, NumberSet hours)
{
    if (hours.size() == 24)
        return minute ? u"at minute %1 of every hour"_s.arg(minute) : u"every hour"_s;
    if (const int step = evenStep(hours, 24))
        return minute ? u"at minute %1 of every %2 hour from 0"_s.arg(minute).arg(ordinal(step))
                      : u"every %1 hours from 00:00"_s.arg(step);
    return u"every hour from %1 to %2"_s.arg(clockText(hours.first(), minute),
                                             clockText(hours.last(), minute));
}

QString minutesText(NumberSet minutes, NumberSet hours)
{
    if (minutes.size() == 60)
        return u"every minute"_s + throughHours(hours, 59);
    if (const int step = evenStep(minutes, 60))
        return u"every %1 minutes"_s.arg(step) + throughHours(hours, minutes.last());
    if (minutes.size() == 1)
        return onceAnHour(minutes.first(), hours);
    return u"at "_s + numbered(u"minute", minutes) + ofHours(hours);
}

QString secondsText(const Fields &fields)
{
    const int step = evenStep(fields.seconds, 60);
    const bool isEven = step || fields.seconds.size() == 60;
    QString text = fields.seconds.size() == 60 ? u"every second"_s
        : step                                 ? u"every %1 seconds"_s.arg(step)
                                               : u"at "_s + numbered(u"second", fields.seconds);
    if (fields.minutes.size() == 60)
        return text + (isEven ? QString() : u" of every minute"_s) + throughHours(fields.hours, 59);
    return text + (isEven ? u" in "_s : u" of "_s) + numbered(u"minute", fields.minutes)
        + ofHours(fields.hours);
}

} // namespace

TimeWords TimeWords::of(const Fields &fields)
{
    const auto &[hours, minutes] = std::tie(fields.hours, fields.minutes);
    const bool isListed = fields.seconds.size() * minutes.size() * hours.size() <= mostListedTimes
        || (fields.seconds.size() == 1 && minutes.size() == 1 && !isRun(hours) && !evenStep(hours, 24));
    if (isListed)
        return {listed(timesOf(fields)), true};
    if (fields.seconds.size() > 1)
        return {secondsText(fields), false};
    const int second = fields.seconds.first();
    return {minutesText(minutes, hours) + (second ? u", at second %1,"_s.arg(second) : QString()), false};
}

} // namespace once::detail
