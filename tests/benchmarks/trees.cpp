// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// A flow that is made with all its members.
#include "app.h"
#include "sampling.h"

#include <once/childlist.h>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

using Nothing = Ignores<int>;

class Declaring : public once::Flow
{
public:
    explicit Declaring(int count) : m_works(makeWorks<Nothing>(this, count)) { }

    void run() { }

private:
    const std::vector<std::unique_ptr<once::Child<Nothing>>> m_works;
};

class Listing : public once::Flow
{
public:
    explicit Listing(int count) { m_works.resize(std::size_t(count)); }

    void run() { }

private:
    once::ChildList<Nothing> m_works{this, u"works"_s};
};

constexpr int madeInAll = 10'000;

// Nanoseconds for each of so many members of a flow.
template <typename Flow>
double eachOf(int works)
{
    return nanosecondsEach(madeInAll / works, [works] { keep(Flow(works)); }) / works;
}

template <typename Flow>
Measured growth(int repeat)
{
    return sampleInTurns(repeat, [] { return eachOf<Flow>(madeInAll); },
                         {{u"the same with 1,000 works"_s, [] { return eachOf<Flow>(1'000); }}});
}

} // namespace

std::vector<Benchmark> trees()
{
    return {{u"tree.members.growth"_s, u"ns"_s, {.ratio = 2}, growth<Declaring>},
            {u"tree.list.growth"_s, u"ns"_s, {.ratio = 2}, growth<Listing>}};
}

} // namespace bench
