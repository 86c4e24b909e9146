// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "score.h"

#include <cmath>

namespace weather {

namespace {

QString mondayOf(const QString &day)
{
    const QDate date = QDate::fromString(day, Qt::ISODate);
    return iso(date.addDays(1 - date.dayOfWeek()));
}

QString rounded(double value, int digits) { return QString::number(value, 'f', digits); }

QString line(const Extreme &extreme)
{
    return QStringLiteral("%1 C on %2").arg(rounded(extreme.temperature, 1), extreme.day);
}

Week newWeek(const Record &record)
{
    return {.monday = mondayOf(record.day),
            .warmest = {record.day, record.maximum},
            .coldest = {record.day, record.minimum}};
}

} // namespace

Score scored(Score score, const Forecast &forecast, const Record &record)
{
    if (forecast.day != record.day || forecast.learntFrom < warmUp)
        return score;
    ++score.days;
    score.error += std::abs(forecast.maximum - record.maximum);
    score.likeTodayError += std::abs(forecast.likeToday - record.maximum);
    return score;
}

Week extended(Week week, const Forecast &forecast, const Record &record)
{
    if (week.monday != mondayOf(record.day))
        week = newWeek(record);
    week.lastDay = record.day;
    ++week.days;
    week.rain += record.rain;
    week.rainyDays += record.rain > 0;
    if (record.maximum > week.warmest.temperature)
        week.warmest = {record.day, record.maximum};
    if (record.minimum < week.coldest.temperature)
        week.coldest = {record.day, record.minimum};
    if (forecast.day == record.day) {
        ++week.forecasts;
        week.error += std::abs(forecast.maximum - record.maximum);
    }
    return week;
}

QString summary(const Score &score)
{
    if (score.days == 0)
        return QStringLiteral("no forecast was scored: the first %1 are the warm-up").arg(warmUp);
    return QStringLiteral("mean absolute error: %1 C (tomorrow is like today: %2 C) over %3 days")
        .arg(rounded(score.error / score.days, 2), rounded(score.likeTodayError / score.days, 2))
        .arg(score.days);
}

QString report(const Week &week)
{
    QStringList lines{
        QStringLiteral("The week from %1 to %2").arg(week.monday, week.lastDay),
        QStringLiteral("rain      %1 mm on %2 of %3 days")
            .arg(rounded(week.rain, 1))
            .arg(week.rainyDays)
            .arg(week.days),
        QStringLiteral("warmest   ") + line(week.warmest),
        QStringLiteral("coldest   ") + line(week.coldest),
    };
    if (week.forecasts > 0)
        lines += QStringLiteral("forecast  %1 C off on average, on %2 of %3 days")
                     .arg(rounded(week.error / week.forecasts, 2))
                     .arg(week.forecasts)
                     .arg(week.days);
    return lines.join(u'\n');
}

bool isSunday(const QString &day) { return QDate::fromString(day, Qt::ISODate).dayOfWeek() == Qt::Sunday; }

} // namespace weather
