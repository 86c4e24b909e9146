// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/memory.h>

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cmath>
#include <cstdio>
#include <thread>

using namespace Qt::StringLiterals;

double slowSine(double x, bool isLoud)
{
    if (isLoud)
        std::printf("computing the sine of %g\n", x);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    return std::sin(x);
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"data-dir"_s, u"Where results are kept."_s, u"folder"_s, u"sines"_s});
    parser.addOption({u"verbose"_s, u"0 to 3: what the cache tells."_s, u"level"_s, u"0"_s});
    parser.process(app);

    const once::Memory memory{parser.value(u"data-dir"_s), {.verbose = parser.value(u"verbose"_s).toInt()}};
    const auto sine = memory.cache(u"sine"_s, slowSine, {.props = {u"x"_s, u"isLoud"_s}, .ignore = {u"isLoud"_s}, .defaults = std::tuple{true}});

    for (const double x : {0.1, 0.2, 0.1}) {
        const auto answer = sine.call(x);
        std::printf("sine(%g) = %.6f, %s\n", x, *answer, toWord(answer.by));
    }
    std::printf("%.6f\n", sine(0.2, false)); // how loud it is does not count

    const once::FunctionInfo info = sine.info();
    std::printf("%lld computed, %lld found, %.1f s saved\n", info.computed, info.hits(), std::chrono::duration<double>(info.saved).count());
}
