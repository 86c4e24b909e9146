// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "report.h"

#include <cstdio>
#include <cstdlib>

namespace bench {

namespace {

double ratioOf(const Measured &measured)
{
    return measured.limits.empty() ? 0 : measured.ours.median() / measured.limits.front().median();
}

bool holds(const Bar &bar, const Measured &measured)
{
    return (bar.ratio <= 0 || ratioOf(measured) <= bar.ratio)
        && (bar.atMost <= 0 || measured.ours.median() <= bar.atMost);
}

std::string textOf(const Bar &bar, const QString &unit)
{
    QStringList parts;
    if (bar.ratio > 0)
        parts.append(QStringLiteral("%1 x").arg(bar.ratio));
    if (bar.atMost > 0)
        parts.append(QStringLiteral("%1 %2").arg(bar.atMost).arg(unit));
    return parts.join(u", ").toStdString();
}

void printLimits(const std::vector<Series> &limits)
{
    for (const Series &limit : limits)
        std::printf("    limit %10.4g %10.4g            %s\n", limit.median(), limit.min(),
                    qPrintable(limit.what));
}

} // namespace

once::Json toJson(const Benchmark &benchmark, const Measured &measured)
{
    once::Json row{{"name", benchmark.name},
                   {"value", measured.ours.median()},
                   {"min", measured.ours.min()},
                   {"unit", benchmark.unit},
                   {"bar", textOf(benchmark.bar, benchmark.unit)},
                   {"held", holds(benchmark.bar, measured)}};
    if (!measured.limits.empty()) {
        row["limit"] = measured.limits.front().median();
        row["limitMin"] = measured.limits.front().min();
        row["ratio"] = ratioOf(measured);
    }
    for (const Series &limit : measured.limits)
        row["limits"].push_back({{"what", limit.what}, {"value", limit.median()}, {"min", limit.min()}});
    return row;
}

void printTitles()
{
    std::printf("%-26s %10s %10s %-4s %7s  %s\n", "row", "median", "min", "unit", "ratio", "bar");
}

void print(const Benchmark &benchmark, const Measured &measured)
{
    const QString ratio = measured.limits.empty() ? QString() : QString::number(ratioOf(measured), 'f', 2);
    std::printf("%-26s %10.4g %10.4g %-4s %7s  %s: %s\n", qPrintable(benchmark.name), measured.ours.median(),
                measured.ours.min(), qPrintable(benchmark.unit), qPrintable(ratio),
                textOf(benchmark.bar, benchmark.unit).c_str(),
                holds(benchmark.bar, measured) ? "held" : "MISSED");
    printLimits(measured.limits);
    std::fflush(stdout);
}

void printLoad()
{
    double load[3] = {};
    getloadavg(load, 3);
    std::printf("load average: %.2f %.2f %.2f\n", load[0], load[1], load[2]);
}

} // namespace bench
