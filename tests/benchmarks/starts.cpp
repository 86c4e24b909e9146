// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// From the start of a process to the first tick of its app.
#include "finishedrun.h"
#include "programs.h"
#include "sampling.h"

#include <QTemporaryDir>

#include <map>

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

// The folder of an app whose one work remembers so many calls; made once.
QString rememberingFolder(once::RunId calls)
{
    static std::map<once::RunId, QTemporaryDir> folders;
    const auto [it, isNew] = folders.try_emplace(calls);
    const QString folder = it->second.path();
    if (isNew) {
        timeTo("ticked", "bench-app", {u"--data-dir"_s, folder}); // so that its components are there
        const auto store = once::Store::open(folder);
        putFinishedRuns(*store, calls, u"root.nothing"_s);
        store->close();
    }
    return folder;
}

double restartAfter(once::RunId calls)
{
    return timeTo("ticked", "bench-app", {u"--data-dir"_s, rememberingFolder(calls)});
}

Measured restart(int repeat)
{
    return start(repeat, [] { return rememberingFolder(1'000'000); });
}

Measured growth(int repeat)
{
    return sampleInTurns(repeat, [] { return restartAfter(1'000'000); },
                         {{u"the same with 10,000 calls"_s, [] { return restartAfter(10'000); }},
                          {u"the same with 100,000 calls"_s, [] { return restartAfter(100'000); }}});
}

} // namespace

std::vector<Benchmark> starts()
{
    return {{u"start.app"_s, u"ms"_s, {.atMost = 40}, nextStart},
            {u"start.app.newFolder"_s, u"ms"_s, {.atMost = 40}, firstStart},
            {u"start.restart.1M"_s, u"ms"_s, {.atMost = 300}, restart},
            {u"start.restart.1M.growth"_s, u"ms"_s, {.ratio = 1.2}, growth}};
}

} // namespace bench
