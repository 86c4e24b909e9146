// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/rangestats.h>

#include <map>

namespace once {

namespace {

struct Gathered
{
    RangeStats::OfWork stats;
    std::vector<qint64> durations;

    void add(const RunRow &row, qint64 nowUs)
    {
        const RunSpan span = spanOf(row);
        const qint64 length = span.endBy(nowUs) - span.startUs;
        ++stats.runs;
        stats.failures += isFailure(row.status);
        stats.busyUs += length;
        if (!span.isOpen())
            durations.push_back(length);
    }

    void finish()
    {
        if (durations.empty())
            return;
        stats.p50Us = percentile(durations, 50);
        stats.p95Us = percentile(durations, 95);
    }
};

} // namespace

qint64 percentile(std::vector<qint64> &values, int percent)
{
    const std::size_t rank = (values.size() * std::size_t(percent) + 99) / 100;
    const auto at = values.begin() + qptrdiff(std::max<std::size_t>(rank, 1) - 1);
    std::ranges::nth_element(values, at);
    return *at;
}

RangeStats statsOf(const std::vector<const LaneSums *> &lanes, const RunTable &runs, qint64 fromUs,
                   qint64 toUs, qint64 nowUs)
{
    std::map<qint32, Gathered> gathered;
    for (const LaneSums *lane : lanes) {
        const auto [from, to] = lane->placesStarting(fromUs, toUs);
        for (std::size_t place = from; place < to; ++place) {
            const RunRow &row = runs.at(lane->row(place));
            gathered[row.work].add(row, nowUs);
        }
    }
    RangeStats stats;
    for (auto &[work, of] : gathered) {
        of.finish();
        of.stats.work = work;
        stats.runs += of.stats.runs;
        stats.failures += of.stats.failures;
        stats.busyUs += of.stats.busyUs;
        stats.works.push_back(of.stats);
    }
    std::ranges::stable_sort(stats.works, std::ranges::greater(), &RangeStats::OfWork::busyUs);
    return stats;
}

} // namespace once
