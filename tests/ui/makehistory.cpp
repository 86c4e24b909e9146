// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// makehistory FOLDER [RUNS | week]: writes a made-up history, to look at.
#include <ui/busyweek.h>
#include <ui/samplehistory.h>

#include <iostream>

int main(int argc, char *argv[])
{
    if (argc < 2) {
        std::cerr << "usage: makehistory FOLDER [RUNS | week]\n";
        return 2;
    }
    once::test::SampleOptions options;
    options.until = std::chrono::floor<once::Microseconds>(std::chrono::system_clock::now());
    const bool isWeek = argc > 2 && std::string_view(argv[2]) == "week";
    if (argc > 2 && !isWeek)
        options.runs = std::atoi(argv[2]);
    auto store = once::Store::open(QString::fromLocal8Bit(argv[1]));
    store->setSetting(QStringLiteral("app"), isWeek ? QStringLiteral("Exchange") : QStringLiteral("Nightly"));
    store->setSetting(QStringLiteral("zone"), QStringLiteral("Europe/Berlin"));
    if (isWeek) {
        once::test::writeBusyWeek(*store, options.until);
        store->endSession(0);
        store->commit();
    } else {
        once::test::writeSampleHistory(*store, options);
    }
    store->close();
}
