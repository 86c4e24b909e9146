// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/memory.h>

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

int a = 3;

int f1(int n)
{
    std::printf("f1 runs with a = %d\n", a);
    return n * a * 2;
}

int f2(int n, int times)
{
    std::printf("f2 runs\n");
    return n * times * 2;
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"data-dir"_s, u"Where results are kept."_s, u"folder"_s, u"globals"_s});
    parser.process(app);
    const once::Memory memory{parser.value(u"data-dir"_s)};

    // f2 has its numbers from its arguments alone. The default is one of them, whether it is written or not.
    const auto two = memory.cache(u"f2"_s, f2, {.defaults = std::tuple{3}});
    std::printf("%d %d %d\n", two(2), two(2, 3), two(2, 4));

    // f1 reads a global, which is named, and so counts like an argument.
    const auto one = memory.cache(u"f1"_s, f1, {.dependsOn = {once::dependency(u"a"_s, &a)}});
    for (const int value : {3, 0, 3}) {
        a = value;
        std::printf("a = %d: %d %d %d\n", a, one(2), one(2), one(2));
    }

    // If it is not named, its results could be wrong: they are not kept.
    const auto undeclared = memory.cache(u"undeclared"_s, f1);
    std::printf("%s\n", qPrintable(undeclared.explain(2)));
}
