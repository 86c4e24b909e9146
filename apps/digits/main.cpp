// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "eigenimages.h"

#include <once/memory.h>

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"data-dir"_s, u"Where results are kept."_s, u"folder"_s, u"digits"_s});
    parser.addOption({u"components"_s, u"How many eigen-images."_s, u"count"_s, u"8"_s});
    parser.addOption({u"power-iterations"_s, u"How often they are made clearer."_s, u"count"_s, u"2"_s});
    parser.addOption({u"seed"_s, u"Of the random directions."_s, u"number"_s, u"1"_s});
    parser.process(app);
    const Settings settings{.components = parser.value(u"components"_s).toInt(),
                            .powerIterations = parser.value(u"power-iterations"_s).toInt(),
                            .seed = parser.value(u"seed"_s).toInt()};

    const once::Memory memory{parser.value(u"data-dir"_s)};
    const auto read = memory.cache(u"read"_s, readImages, {.props = {u"file"_s}});
    const QStringList ignores{u"Eigen::"_s}; // what the library keeps for itself changes no result
    const auto find = memory.cache(u"find"_s, findEigenImages, {.props = {u"images"_s, u"settings"_s}, .ignores = ignores});
    const auto loss = memory.cache(u"loss"_s, lossOf, {.props = {u"images"_s, u"found"_s}, .ignores = ignores});

    const auto images = read.tracked(u":/digits.csv"_s);
    const auto found = find.call(images, settings);
    std::printf("%lld images of %lld pixels, %d components: %s\n", qlonglong(images->shape()[0]), qlonglong(images->shape()[1]),
                settings.components, toWord(found.by));
    for (const double share : found->shares)
        std::printf("%5.1f %%  %s\n", 100 * share, std::string(std::size_t(200 * share), '#').c_str());
    std::printf("lost: %.1f %%\n", 100 * loss(images, once::Tracked(found)));
}
