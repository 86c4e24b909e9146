// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/instant.h>

namespace once {

QDateTime toDateTime(Instant instant, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(toMicroseconds(instant) / 1000, zone);
}

Instant fromDateTime(const QDateTime &dateTime)
{
    return fromMicroseconds(dateTime.toMSecsSinceEpoch() * 1000);
}

QString toIso(Instant instant)
{
    if (instant == Instant())
        return {};
    const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
    const QString whole = QDateTime::fromSecsSinceEpoch(seconds.time_since_epoch().count(), Qt::UTC)
                              .toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
    return QStringLiteral("%1.%2Z").arg(whole).arg((instant - seconds).count(), 6, 10, QLatin1Char('0'));
}

namespace {

QString twoUnits(qint64 total, qint64 small, QLatin1StringView big, QLatin1StringView little)
{
    return QStringLiteral("%1 %2 %3 %4")
        .arg(total / small)
        .arg(big)
        .arg(total % small, 2, 10, QLatin1Char('0'))
        .arg(little);
}

} // namespace

QString durationText(Microseconds duration)
{
    using namespace Qt::StringLiterals;
    const qint64 us = duration.count();
    const qint64 seconds = (us + 500'000) / 1'000'000;
    if (us <= 0)
        return u"0 s"_s;
    if (us < 1'000)
        return u"%1 us"_s.arg(us);
    if (us < 999'500) // what would be rounded up to the next unit is written in it
        return u"%1 ms"_s.arg(double(us) / 1e3, 0, 'g', 3);
    if (us < 59'950'000)
        return u"%1 s"_s.arg(double(us) / 1e6, 0, 'f', 1);
    if (seconds < 3'600)
        return twoUnits(seconds, 60, "m"_L1, "s"_L1);
    if (seconds < 86'400)
        return twoUnits(seconds / 60, 60, "h"_L1, "m"_L1);
    return twoUnits(seconds / 3'600, 24, "d"_L1, "h"_L1);
}

} // namespace once
