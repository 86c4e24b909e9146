// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/array.h>
#include <once/memory.h>

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cmath>
#include <cstdio>

using namespace Qt::StringLiterals;

using Numbers = once::Array<double>;

Numbers hamming(int length)
{
    std::printf("hamming(%d) runs\n", length);
    Numbers window({length});
    for (int i = 0; i < length; ++i)
        window.edit(i) = 0.54 - 0.46 * std::cos(2 * M_PI * i / (length - 1));
    return window;
}

double sum(const Numbers &numbers)
{
    std::printf("sum runs\n");
    double sum = 0;
    for (const double number : numbers)
        sum += number;
    return sum;
}

void report(double number) { std::printf("the report is written: %.3f\n", number); }

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"data-dir"_s, u"Where results are kept."_s, u"folder"_s, u"made"_s});
    parser.process(app);
    const once::Memory memory{parser.value(u"data-dir"_s)};

    // The window asked for last lies in a file that numpy.load() reads.
    const auto window = memory.cache(u"hamming"_s, hamming, {.output = once::npy(u"hamming.npy"_s)});
    const auto total = memory.cache(u"sum"_s, sum);
    const auto write = memory.cache(u"report"_s, report, {.output = once::none()});

    for (const int length : {1000, 2000, 1000})
        std::printf("%d: %.3f\n", length, total(window.tracked(length))); // known by the call that made it
    write.ensure(total(window.tracked(2000)));
}
