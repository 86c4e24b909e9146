// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Works as caches of calls: many of them.
#include <once/child.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

class Counts : public Work
{
public:
    int runs = 0;

    void run(int) { ++runs; }
};

} // namespace

class MemoryWorksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twentyThousandValuesAreTwentyThousandRuns() // W9
    {
        Root<Counts> work;
        for (int round = 0; round < 2; ++round)
            for (int value = 0; value < 20'000; ++value)
                work.run(value);
        QCOMPARE(work.runs, 20'000);
    }
};

QTEST_GUILESS_MAIN(MemoryWorksTest)
#include "tst_memoryworks.moc"
