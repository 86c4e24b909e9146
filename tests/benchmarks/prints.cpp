// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What functions are compiled to, asked for in a process that has only begun; and what a link takes longer for it.
#include "benchmark.h"
#include "programs.h"
#include "sampling.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <sys/resource.h>

#include <cmath>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

double microsecondsIn(const QString &program, int column)
{
    QProcess process;
    process.start(program, QStringList());
    process.waitForFinished();
    const QByteArrayList numbers = process.readAllStandardOutput().simplified().split(' ');
    const double taken = numbers.size() == 2 ? numbers[column].toDouble() : NAN;
    if (std::isnan(taken))
        qFatal("%s has no fingerprints", qPrintable(program));
    return taken;
}

double secondsOfChildren()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

#ifdef LINKED
// Processor time of the tool, for the largest app that is here, as the linker leaves it.
double secondsOfLink(const QString &app)
{
    QTemporaryDir folder;
    const QString copy = folder.filePath(u"app"_s);
    if (QProcess::execute(u"objcopy"_s, {u"--remove-section"_s, u".once.code"_s, app, copy}) != 0)
        qFatal("%s cannot be copied", qPrintable(app));
    const qint64 size = QFile(copy).size();
    QProcess tool;
    tool.setWorkingDirectory(u"" BUILD_FOLDER ""_s); // which the paths in the file are relative to
    const double before = secondsOfChildren();
    tool.start(programFile("once-fingerprint"), {copy, u"" LINKED ""_s});
    tool.waitForFinished(-1);
    const double taken = secondsOfChildren() - before;
    if (QFile(copy).size() == size)
        qFatal("%s got no fingerprints: %s", qPrintable(app), tool.readAllStandardError().constData());
    return taken;
}
#endif

} // namespace

std::vector<Benchmark> prints()
{
    const QString program = programFile("bench-prints");
    if (program.isEmpty())
        return {};
    const auto row = [program](const QString &name, double atMost, int column) {
        return Benchmark{name, u"us"_s, {.atMost = atMost}, [program, column](int repeat) {
                             return sampleInTurns(repeat, [&] { return microsecondsIn(program, column); });
                         }};
    };
    std::vector<Benchmark> rows{row(u"fingerprint.first"_s, 1'000, 0), row(u"fingerprint.next"_s, 1'000, 1)};
#ifdef LINKED
    if (const QString app = programFile("dailyweather"); !app.isEmpty())
        rows.push_back({u"fingerprint.link"_s, u"s"_s, {.atMost = 1}, [app](int repeat) {
                            return sampleInTurns(repeat, [&] { return secondsOfLink(app); });
                        }});
#endif
    return rows;
}

} // namespace bench
