// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// A call whose props are known, made by a flow inside its app.
#include "app.h"
#include "minimalwork.h"
#include "sampling.h"

namespace bench {

using namespace Qt::StringLiterals;

struct Settings
{
    double rate = 0.1;
    int rounds = 10;
    QString name = u"seattle"_s;
    bool isFast = true;
    int seed = 42;
};
ONCE_DESCRIBE(Settings, rate, rounds, name, isFast, seed)

namespace {

constexpr int manyCalls = 100'000;

template <typename Prop>
class Calls : public once::Flow
{
public:
    once::Child<Ignores<Prop>> work{this, u"work"_s, {.version = u"1"_s}};
    std::function<void()> body;

    void run()
    {
        if (body)
            body();
    }
};

// `limit` is one call of the limit's.
template <typename Prop>
Measured skip(int repeat, int calls, const std::decay_t<Prop> &prop, const auto &limit)
{
    App<Calls<Prop>> app;
    Measured measured;
    app.root.body = [&] {
        app.root.work.run(prop);
        const auto ours = [&] { return nanosecondsEach(calls, [&] { app.root.work.run(prop); }); };
        const auto least = [&] { return nanosecondsEach(calls, [&] { keep(limit()); }); };
        measured = sampleInTurns(repeat, ours, {{u"bytes, XXH3-128, flat map"_s, least}});
    };
    app.loop.runUntil([&] { return !measured.ours.isEmpty(); }, std::chrono::minutes(5));
    return measured;
}

Measured skipInt(int repeat)
{
    MinimalWork limit;
    const int prop = 3;
    return skip<int>(repeat, 1'000'000, prop, [&] { return limit.run(prop); });
}

Measured skipStruct(int repeat)
{
    MinimalWork limit;
    const Settings prop;
    return skip<const Settings &>(repeat, 500'000, prop, [&] {
        return limit.run(prop.rate, prop.rounds, prop.name, prop.isFast, prop.seed);
    });
}

Measured skipString(int repeat)
{
    MinimalWork limit;
    const QString prop(1'000, u'a');
    return skip<const QString &>(repeat, 200'000, prop, [&] { return limit.run(prop); });
}

Measured skipJson(int repeat)
{
    MinimalWork limit;
    const once::Json prop{{"rate", 0.1}, {"rounds", 10}, {"name", "seattle"}, {"isFast", true}, {"seed", 42}};
    return skip<const once::Json &>(repeat, 100'000, prop, [&] {
        const auto bytes = once::Json::to_cbor(prop);
        return limit.run(QString::fromLatin1(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())));
    });
}

// The limit only digests the bytes: a call cannot be known without looking at them once.
Measured skipArray(int repeat)
{
    const std::vector<double> prop(100'000, 0.5);
    const QByteArrayView bytes(reinterpret_cast<const char *>(prop.data()), qsizetype(prop.size() * sizeof(double)));
    return skip<const std::vector<double> &>(repeat, 1'000, prop, [&] { return once::Digest::of(bytes); });
}

// The same work when it remembers so many calls, of which all are in the history; the flow makes them at once.
template <typename Prop>
class Remembering
{
public:
    using Make = std::function<std::decay_t<Prop>(int)>;

    Remembering(int calls, const Make &make)
    {
        constexpr int together = 1'000;
        for (int next = 0; next < calls;) {
            m_app.root.body = [&, end = std::min(next + together, calls)] {
                for (; next < end; ++next)
                    m_app.root.work.run(make(next));
            };
            m_app.loop.wake();
            m_app.loop.runUntilIdle();
        }
        m_app.root.body = {};
    }

    // Nanoseconds for each skip, all in one tick.
    double skip(int skips, auto next)
    {
        double each = 0;
        m_app.root.body = [&] {
            if (each <= 0)
                each = nanosecondsEach(skips, [&] { m_app.root.work.run(next()); });
        };
        m_app.loop.wake();
        m_app.loop.runUntil([&] { return each > 0; });
        m_app.root.body = {};
        return each;
    }

private:
    struct Flow : once::Flow
    {
        once::Child<Ignores<Prop>> work{
            this, u"work"_s, {.parallel = true, .version = u"1"_s, .executor = once::ExecutorKind::InPlace}};
        std::function<void()> body;

        void run()
        {
            if (body)
                body();
        }
    };

    App<Flow> m_app;
};

// A skip with many calls remembered, to the same with one.
template <typename Prop>
Measured growth(int repeat, int calls, int skips, const typename Remembering<Prop>::Make &make)
{
    Remembering<Prop> many(calls, make), one(1, make);
    const auto prop = make(0);
    const auto same = [&prop]() -> const auto & { return prop; };
    return sampleInTurns(repeat, [&] { return many.skip(skips, same); },
                         {{u"the same with one call remembered"_s, [&] { return one.skip(skips, same); }}});
}

Measured growthOfInt(int repeat)
{
    return growth<int>(repeat, manyCalls, 1'000'000, [](int i) { return i; });
}

Measured growthOfJson(int repeat)
{
    return growth<const once::Json &>(repeat, manyCalls / 10, 100'000, [](int i) {
        return once::Json{{"rate", 0.1}, {"rounds", i}, {"name", "seattle"}, {"isFast", true}, {"seed", 42}};
    });
}

Measured growthOfArray(int repeat)
{
    return growth<const std::vector<double> &>(repeat, manyCalls / 10, 1'000, [](int i) {
        return std::vector<double>(i == 0 ? 100'000 : 10, i);
    });
}

// Each skip is of another call, whose outcome lies in the store alone.
Measured growthOfOld(int repeat)
{
    const auto make = [](int i) { return i; };
    Remembering<int> many(manyCalls, make), few(10, make);
    const auto nextOf = [](int calls) {
        return [calls, i = 0]() mutable { return i = int((i + 7'919LL) % calls); };
    };
    return sampleInTurns(repeat, [&] { return many.skip(10'000, nextOf(manyCalls)); },
                         {{u"the same with 10 calls remembered"_s, [&] { return few.skip(10'000, nextOf(10)); }}});
}

} // namespace

std::vector<Benchmark> skips()
{
    return {{u"skip.int"_s, u"ns"_s, {.ratio = 5, .atMost = 150}, skipInt},
            {u"skip.struct"_s, u"ns"_s, {.ratio = 5, .atMost = 300}, skipStruct},
            {u"skip.string1k"_s, u"ns"_s, {.ratio = 5}, skipString},
            {u"skip.json"_s, u"ns"_s, {.ratio = 2}, skipJson},
            {u"skip.array"_s, u"ns"_s, {.ratio = 1.3}, skipArray},
            {u"skip.int.growth"_s, u"ns"_s, {.ratio = 1.2}, growthOfInt},
            {u"skip.json.growth"_s, u"ns"_s, {.ratio = 1.2}, growthOfJson},
            {u"skip.array.growth"_s, u"ns"_s, {.ratio = 1.2}, growthOfArray},
            {u"skip.old.growth"_s, u"ns"_s, {.ratio = 10}, growthOfOld}};
}

} // namespace bench
