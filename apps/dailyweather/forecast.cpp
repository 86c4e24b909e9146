// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "forecast.h"

#include <Eigen/Dense>

#include <cmath>
#include <numbers>

namespace weather {

namespace {

using Matrix = Eigen::Matrix<double, inputs, inputs>;
using Vector = Eigen::Matrix<double, inputs, 1>;

bool isComplete(const std::vector<Record> &lastDays) { return lastDays.size() == lags; }

// The earth's place on its way round the sun: an angle.
double season(const QString &day)
{
    return 2 * std::numbers::pi * QDate::fromString(day, Qt::ISODate).dayOfYear() / 365.25;
}

void add(Statistics &statistics, const Inputs &values, double change)
{
    const Eigen::Map<const Vector> row(values.data());
    Eigen::Map<Matrix>(statistics.normal.data()) += row * row.transpose();
    Eigen::Map<Vector>(statistics.response.data()) += row * change;
    ++statistics.days;
}

} // namespace

Statistics learnt(Statistics statistics, const Record &record)
{
    std::vector<Record> &lastDays = statistics.lastDays;
    if (!lastDays.empty() && record.day != dayAfter(lastDays.back().day))
        lastDays.clear();
    if (isComplete(lastDays)) {
        add(statistics, inputsOf(lastDays), record.maximum - lastDays.back().maximum);
        lastDays.erase(lastDays.begin());
    }
    lastDays.push_back(record);
    return statistics;
}

Forecast forecast(const Statistics &statistics)
{
    if (!isComplete(statistics.lastDays))
        return {};
    const Record &today = statistics.lastDays.back();
    const Inputs values = inputsOf(statistics.lastDays), found = weights(statistics);
    const double change = Eigen::Map<const Vector>(values.data()).dot(Eigen::Map<const Vector>(found.data()));
    return {.day = dayAfter(today.day),
            .maximum = today.maximum + change,
            .likeToday = today.maximum,
            .learntFrom = statistics.days};
}

Inputs inputsOf(const std::vector<Record> &lastDays)
{
    const Record &today = lastDays.at(lags - 1), &before = lastDays.at(lags - 2),
                 &first = lastDays.at(lags - 3);
    const auto warmth = [](const Record &record) { return (record.maximum - 16) / 7; };
    const double angle = season(dayAfter(today.day));
    return {1,
            warmth(today),
            warmth(before),
            warmth(first),
            (today.minimum - 8) / 5,
            std::log1p(today.rain),
            (today.wind - 3) / 1.5,
            std::cos(angle),
            std::sin(angle),
            std::cos(2 * angle),
            std::sin(2 * angle)};
}

Inputs weights(const Statistics &statistics, double penalty)
{
    const Matrix matrix = Eigen::Map<const Matrix>(statistics.normal.data()) + penalty * Matrix::Identity();
    Inputs found;
    Eigen::Map<Vector>(found.data()) =
        matrix.ldlt().solve(Eigen::Map<const Vector>(statistics.response.data()));
    return found;
}

} // namespace weather
