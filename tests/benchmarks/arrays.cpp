// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Arrays of a gigabyte: their keys, and their files.
#include "sampling.h"

#include <once/callkey.h>
#include <once/npy.h>

#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <numeric>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype gigabyte = 1'000'000'000;
const once::Shape shape{1'000, gigabyte / 8 / 1'000};

once::Array<double> made(const std::vector<qsizetype> &nans = {})
{
    once::Array<double> array(shape);
    const std::span<double> numbers = array.edit();
    std::iota(numbers.begin(), numbers.end(), 0.5);
    for (const qsizetype i : nans)
        numbers[std::size_t(i)] = std::nan("7");
    return array;
}

// Milliseconds of this thread's time.
double millisecondsOf(auto &&function) { return nanosecondsEach(1, function) / 1e6; }

// All numbers once, in the widest steps that the compiler knows.
quint64 sum(const once::Array<double> &array)
{
    constexpr std::size_t side = 8;
    std::array<quint64, side> sums{};
    const auto *words = reinterpret_cast<const quint64 *>(array.data());
    for (std::size_t i = 0; i < std::size_t(array.size()); i += side)
        for (std::size_t k = 0; k < side; ++k)
            sums[k] += words[i + k];
    return std::accumulate(sums.begin(), sums.end(), quint64(0));
}

Measured hash(int repeat, const once::Array<double> &array)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(array.data()), gigabyte);
    return sampleInTurns(
        repeat, [&] { return millisecondsOf([&] { keep(once::hashedProps("basis", 4'096, array)); }); },
        {{u"the sum of the bytes"_s, [&] { return millisecondsOf([&] { keep(sum(array)); }); }},
         {u"XXH3-128 of the bytes"_s, [&] { return millisecondsOf([&] { keep(once::Digest::of(bytes)); }); }}});
}

Measured hashOfNumbers(int repeat) { return hash(repeat, made()); }

// One in each piece that is looked at.
Measured hashOfNaNs(int repeat)
{
    std::vector<qsizetype> nans;
    for (qsizetype i = 0; i < gigabyte / 8; i += 4'096)
        nans.push_back(i);
    return hash(repeat, made(nans));
}

double mappedFirst(const QByteArray &path)
{
    const int file = ::open(path.constData(), O_RDONLY | O_CLOEXEC);
    void *at = ::mmap(nullptr, gigabyte, PROT_READ, MAP_SHARED, file, 0);
    ::close(file);
    const double first = static_cast<const double *>(at)[16];
    ::munmap(at, gigabyte);
    return first;
}

Measured firstOfFile(int repeat)
{
    constexpr int reads = 100;
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"it.npy"_s);
    once::writeNpy(path, made());
    const auto codec = once::npy().codec<once::Array<double>>();
    const auto ours = [&] {
        const auto array = std::static_pointer_cast<const once::Array<double>>(codec->read(path, {}));
        keep((*array)(0, 0));
    };
    const QByteArray name = path.toLocal8Bit();
    return sampleInTurns(repeat, [&] { return nanosecondsEach(reads, ours) / 1e3; },
                         {{u"open, mmap and the first number"_s, [&] { return nanosecondsEach(reads, [&] { keep(mappedFirst(name)); }) / 1e3; }}});
}

} // namespace

std::vector<Benchmark> arrays()
{
    return {{u"hash.1GB"_s, u"ms"_s, {.ratio = 1 / 0.7}, hashOfNumbers},
            {u"hash.1GB.nan"_s, u"ms"_s, {}, hashOfNaNs},
            {u"array.npy.first"_s, u"us"_s, {.atMost = 1'000}, firstOfFile}};
}

} // namespace bench
