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

} // namespace

std::vector<Benchmark> skips()
{
    return {{u"skip.int"_s, u"ns"_s, {.ratio = 5, .atMost = 150}, skipInt},
            {u"skip.struct"_s, u"ns"_s, {.ratio = 5, .atMost = 300}, skipStruct},
            {u"skip.string1k"_s, u"ns"_s, {.ratio = 5}, skipString},
            {u"skip.json"_s, u"ns"_s, {.ratio = 2}, skipJson},
            {u"skip.array"_s, u"ns"_s, {.ratio = 1.3}, skipArray}};
}

} // namespace bench
