// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// makehistory FOLDER [RUNS]: writes a made-up history, to look at.
#include <ui/samplehistory.h>

#include <iostream>

int main(int argc, char *argv[])
{
    if (argc < 2) {
        std::cerr << "usage: makehistory FOLDER [RUNS]\n";
        return 2;
    }
    once::test::SampleOptions options;
    options.until = std::chrono::floor<once::Microseconds>(std::chrono::system_clock::now());
    if (argc > 2)
        options.runs = std::atoi(argv[2]);
    auto store = once::Store::open(QString::fromLocal8Bit(argv[1]));
    store->setSetting(QStringLiteral("app"), QStringLiteral("Nightly"));
    once::test::writeSampleHistory(*store, options);
    store->close();
}
