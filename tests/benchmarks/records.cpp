// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What a finished run leaves behind, written by the store alone, 100 runs at a time.
#include "finishedrun.h"
#include "sampling.h"
#include "scratchdatabase.h"

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int runsPerCommit = 100;
constexpr int commitsPerSample = 20;
constexpr int runsBefore = 10'000;

class OurHistory
{
public:
    void append()
    {
        const once::Run run = putFinishedRun(*m_store, m_store->lastRunId() + 1, u"root.work"_s);
        if (run.id % runsPerCommit == 0)
            m_store->commit();
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<once::Store> m_store = once::Store::open(m_folder.path());
};

// Microseconds of wall time for each run.
template <typename Append>
double sample(Append &&append)
{
    constexpr int runs = runsPerCommit * commitsPerSample;
    const double before = wallSeconds();
    for (int i = 0; i < runs; ++i)
        append();
    return (wallSeconds() - before) * 1e6 / runs;
}

Measured recordRun(int repeat)
{
    OurHistory ours;
    ScratchDatabase limit(runsPerCommit);
    quint64 key = 0;
    const auto appendToLimit = [&] { limit.append({++key, 0}); };
    for (int i = 0; i < runsBefore; ++i)
        ours.append(), appendToLimit();
    return sampleInTurns(
        repeat, [&] { return sample([&] { ours.append(); }); },
        {{u"one SQLite row appended, a transaction for 100"_s, [&] { return sample(appendToLimit); }}});
}

} // namespace

std::vector<Benchmark> records() { return {{u"record.run"_s, u"us"_s, {.ratio = 4}, recordRun}}; }

} // namespace bench
