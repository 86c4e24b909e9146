// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/values/zonerules.h>

#include <QHash>
#include <QMutex>

#include <algorithm>
#include <optional>

namespace once::detail {

using std::chrono::seconds;

namespace {

constexpr Microseconds farthestOffset = std::chrono::hours(26); // and more than any zone's

QDateTime yearsBegin(int year)
{
    return QDateTime(QDate(year, 1, 1), QTime(0, 0), Qt::UTC);
}

} // namespace

std::shared_ptr<const ZoneRules> ZoneRules::of(const QTimeZone &zone)
{
    thread_local std::pair<QTimeZone, std::shared_ptr<const ZoneRules>> last;
    if (last.second && last.first == zone)
        return last.second;
    static QMutex mutex;
    static QHash<QByteArray, std::shared_ptr<const ZoneRules>> known;
    const QMutexLocker lock(&mutex);
    auto &rules = known[zone.id()];
    if (!rules)
        rules = std::make_shared<const ZoneRules>(zone);
    last = {zone, rules};
    return rules;
}

ZoneRules::ZoneRules(const QTimeZone &zone)
{
    const QDateTime begin = yearsBegin(1900);
    m_spans.push_back({Instant::min() + farthestOffset, seconds(zone.offsetFromUtc(begin))});
    for (const auto &transition : zone.transitions(begin, yearsBegin(2200)))
        if (const seconds offset(transition.offsetFromUtc); offset != m_spans.back().offset)
            m_spans.push_back({fromDateTime(transition.atUtc), offset});
}

const ZoneRules::Span &ZoneRules::spanAt(Instant instant) const
{
    return *std::prev(std::ranges::upper_bound(m_spans.begin() + 1, m_spans.end(), instant, {}, &Span::begin));
}

Instant ZoneRules::offsetEnd(Instant instant) const
{
    const Span &span = spanAt(instant);
    return &span == &m_spans.back() ? Instant::max() : (&span)[1].begin;
}

// Looks at each span that may have shown it: few, since none but those of the two days around it can.
ZoneRules::Moments ZoneRules::moments(WallTime time) const
{
    const Instant asUtc(time.time_since_epoch());
    std::optional<Moments> found;
    for (const Span *span = &spanAt(asUtc - farthestOffset); span->begin <= asUtc + farthestOffset; ++span) {
        const Instant instant = asUtc - span->offset;
        const bool isLast = span == &m_spans.back();
        const Instant end = isLast ? Instant::max() : span[1].begin;
        if (instant >= span->begin && instant < end)
            found = {found ? found->first : instant, instant};
        else if (!found && instant >= end && time < span[1].wallBegin())
            found = {end, end, true};
        if (isLast)
            break;
    }
    return found.value();
}

} // namespace once::detail
