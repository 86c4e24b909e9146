// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What functions are compiled to, asked for in a process that has only begun.
#include "benchmark.h"
#include "programs.h"
#include "sampling.h"

#include <QProcess>

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
    return {row(u"fingerprint.first"_s, 1'000, 0), row(u"fingerprint.next"_s, 1'000, 1)};
}

} // namespace bench
