// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// A warm object that is there already, got and let go of.
#include "benchmark.h"
#include "sampling.h"

#include <once/warm.h>

#include <map>
#include <mutex>

namespace bench {

using namespace Qt::StringLiterals;

struct ModelId
{
    QString name = u"animals"_s;
    int version = 1;
};
ONCE_DESCRIBE(ModelId, name, version)

namespace {

template <typename... Config>
Measured hit(int repeat, const Config &...config)
{
    once::Warm<int, Config...> numbers{[](const Config &...) { return 7; }};
    std::mutex mutex;
    std::map<QByteArray, std::shared_ptr<int>> map{{"animals", std::make_shared<int>(7)}};
    const QByteArray key = "animals";
    const auto ours = [&] { return nanosecondsEach(500'000, [&] { keep(*numbers.get(config...)); }); };
    const auto least = [&] {
        return nanosecondsEach(500'000, [&] {
            const std::lock_guard lock(mutex);
            const std::shared_ptr<int> found = map.at(key);
            keep(*found);
        });
    };
    return sampleInTurns(repeat, ours, {{u"a mutex, std::map"_s, least}});
}

} // namespace

std::vector<Benchmark> warmObjects()
{
    return {{u"warm.hit"_s, u"ns"_s, {.atMost = 1'000}, [](int repeat) { return hit(repeat); }},
            {u"warm.hit.struct"_s, u"ns"_s, {.atMost = 1'000}, [](int repeat) {
                 return hit(repeat, ModelId());
             }}};
}

} // namespace bench
