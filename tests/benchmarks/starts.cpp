// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// From the start of a process to the first tick of its app.
#include "programs.h"
#include "sampling.h"

#include <QTemporaryDir>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

// Milliseconds.
double toFirstLine(const QString &program, const QStringList &arguments = {})
{
    const double before = wallSeconds();
    Program running(program, arguments);
    running.waitForLine();
    const double seconds = wallSeconds() - before;
    running.waitForEnd();
    return seconds * 1e3;
}

Measured start(int repeat, const std::function<QString()> &folder)
{
    return sampleInTurns(
        repeat, [&folder] { return toFirstLine(programFile("bench-app"), {folder()}); },
        {{u"a QCoreApplication and its first event"_s, [] { return toFirstLine(programFile("bench-qt")); }}});
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

} // namespace

std::vector<Benchmark> starts()
{
    return {{u"start.app"_s, u"ms"_s, {.atMost = 40}, nextStart},
            {u"start.app.newFolder"_s, u"ms"_s, {.atMost = 40}, firstStart}};
}

} // namespace bench
