// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// From the start of a process to the first tick of its app.
#include "finishedrun.h"
#include "programs.h"
#include "sampling.h"

#include <QTemporaryDir>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

// Milliseconds.
double timeTo(QByteArrayView line, const char *program, const QStringList &arguments = {})
{
    const double before = wallSeconds();
    Program running(programFile(program), arguments);
    running.waitFor(line);
    const double seconds = wallSeconds() - before;
    running.waitForEnd();
    return seconds * 1e3;
}

Measured start(int repeat, const std::function<QString()> &folder)
{
    return sampleInTurns(
        repeat,
        [&folder] {
            return timeTo("ticked", "bench-app", {u"--data-dir"_s, folder()});
        },
        {{u"a QCoreApplication and its first event"_s, [] { return timeTo("turned", "bench-qt"); }}});
}

Measured firstStart(int repeat)
{
    const QTemporaryDir scratch;
    return start(repeat, [&scratch, i = 0]() mutable { return scratch.filePath(QString::number(++i)); });
}

Measured nextStart(int repeat)
{
    const QTemporaryDir scratch;
    return start(repeat, [&scratch] { return scratch.path(); });
}

// Makes the history of an app whose one work remembers so many calls.
void remember(const QString &folder, once::RunId calls)
{
    constexpr once::RunId callsPerCommit = 10'000;
    timeTo("ticked", "bench-app", {u"--data-dir"_s, folder}); // so that its components are there
    const auto store = once::Store::open(folder);
    auto work = store->component(u"root.nothing"_s).value();
    for (once::RunId id = store->lastRunId() + 1; id <= calls; ++id) {
        work.lastRun = putFinishedRun(*store, id, work.path).id;
        ++work.counts.successes;
        if (id % callsPerCommit == 0)
            store->commit();
    }
    store->put(work);
    store->close();
}

Measured restart(int repeat)
{
    const QTemporaryDir scratch;
    remember(scratch.path(), 1'000'000);
    return start(repeat, [&scratch] { return scratch.path(); });
}

} // namespace

std::vector<Benchmark> starts()
{
    return {{u"start.app"_s, u"ms"_s, {.atMost = 40}, nextStart},
            {u"start.app.newFolder"_s, u"ms"_s, {.atMost = 40}, firstStart},
            {u"start.restart.1M"_s, u"ms"_s, {.atMost = 300}, restart}};
}

} // namespace bench
