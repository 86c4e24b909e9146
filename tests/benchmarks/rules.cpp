// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The next time of a rule, which an app asks for whenever it goes to sleep.
#include "benchmark.h"
#include "sampling.h"

#include <once/rule.h>

#include <array>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

// One of all kinds, asked in turns through years of a zone that sets its clocks: the mean of them.
Measured nextOfRules(int repeat)
{
    const std::array kinds{once::Rule(u"30 2 * * *"_s),          once::Rule(u"*/15 9-17 * * MON-FRI"_s),
                           once::Rule(u"0 0 L-3 * *"_s),         once::Rule(u"0 0 13 * 5"_s),
                           once::Rule(u"0 9 15W * *"_s),         once::Rule(u"0 0 29 2 *"_s),
                           once::Rule(u"Mon *-05~07/1 18:00"_s), once::Rule(u"every 90m"_s)};
    const QTimeZone zone("Europe/Berlin");
    const once::Instant begin = once::fromMicroseconds(1'767'225'600'000'000); // 2026
    std::size_t count = 0;
    const auto next = [&] {
        keep(kinds[count % kinds.size()].next(begin + std::chrono::hours(count % 30'000), zone));
        ++count;
    };
    return sampleInTurns(repeat, [&] { return nanosecondsEach(100'000, next) / 1'000; });
}

} // namespace

std::vector<Benchmark> rules() { return {{u"slot.next"_s, u"us"_s, {.atMost = 5}, nextOfRules}}; }

} // namespace bench
