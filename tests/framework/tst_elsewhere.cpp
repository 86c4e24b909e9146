// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Apps on one call store, in each executor: which calls run and which are taken over.

#include <support/diskfull.h>
#include <support/sql.h>
#include <support/twoapps.h>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Between the look for a call and its claim, another app comes to its end with it.
class Overtaken : public CallStore
{
public:
    explicit Overtaken(const QString &folder) : m_calls(CallStore::open(folder, u"prices"_s)) { }

    QString file() const override { return m_calls->file(); }
    qint64 function(const FunctionRecord &function) override { return m_calls->function(function); }
    std::optional<SharedCall> find(const CallKey &key) override { return m_calls->find(key); }
    std::optional<SharedCall> peek(const CallKey &key) override { return m_calls->peek(key); }
    void put(const SharedCall &call) override { m_calls->put(call); }
    void putAlone(const SharedCall &call) override { m_calls->putAlone(call); }
    void forget(const CallKey &key) override { m_calls->forget(key); }
    void note(const std::vector<CallUse> &uses) override { m_calls->note(uses); }
    void sign(const CallKey &key) override { m_calls->sign(key); }
    QString claimant(const CallKey &key) override { return m_calls->claimant(key); }

    std::unique_ptr<CallClaim> claim(const CallKey &key) override
    {
        put(SharedCall{{.key = key, .run = 9, .states = Value::of(Json{{"sum", 3}}), .result = Value::of(30)}});
        return m_calls->claim(key);
    }

private:
    std::unique_ptr<CallStore> m_calls;
};

} // namespace

class ElsewhereTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    static ExecutorKind kind()
    {
        QFETCH_GLOBAL(ExecutorKind, executor);
        return executor;
    }
    std::unique_ptr<SharingApp> app(const QString &name, const WorkOptions &options = shared()) const
    {
        return std::make_unique<SharingApp>(m_folder->path(), name, kind(), options);
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<ExecutorKind>("executor");
        QTest::newRow("in place") << ExecutorKind::InPlace;
        QTest::newRow("threads") << ExecutorKind::Threads;
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        executed.take();
        gate.open();
    }

    void whatOneAppHasRunTheOtherTakesOver()
    {
        QCOMPARE(app(u"prices"_s)->settle(), QStringList("1+2"));
        const auto weather = app(u"weather"_s);
        QCOMPARE(weather->settle(), QStringList());
        QVERIFY(weather->root.adds.hasSucceeded());
        QCOMPARE(int(weather->root.adds.sum), 3);
        const Run run = weather->newest();
        QCOMPARE(run.status, Status::Succeeded);
        QCOMPARE(run.result.to<int>(), 30);
        QCOMPARE(run.duration(), Microseconds(0));
        QCOMPARE(shortText(run.cause), "remembered elsewhere: run 1 of prices");
        QCOMPARE(weather->settleAgain(), QStringList());
        QCOMPARE(weather->history->lastRunId(), 1); // now it is remembered here
    }

    void whatEndsElsewhereBetweenTheLookAndTheClaimIsTakenOver()
    {
        Overtaken calls(m_folder->path());
        Driven<SharingFlow> weather({.calls = &calls, .heartbeat = 0ms, .executor = kind()}, shared());
        QCOMPARE(weather.settle(), QStringList());
        QVERIFY(weather.root.adds.hasSucceeded());
        QCOMPARE(int(weather.root.adds.sum), 3);
    }

    void otherPropsAndOtherVersionsRun()
    {
        QCOMPARE(app(u"prices"_s)->settle(), QStringList("1+2"));
        const auto weather = app(u"weather"_s);
        weather->root.a = 7;
        QCOMPARE(weather->settle(), QStringList("7+2"));
        WorkOptions newer = shared();
        newer.version = u"2"_s;
        QCOMPARE(app(u"later"_s, newer)->settle(), QStringList("1+2"));
    }

    void onlyWhatIsSharedAndCachedIsShared_data()
    {
        QTest::addColumn<bool>("isShared");
        QTest::addColumn<bool>("isCached");
        QTest::newRow("not shared") << false << true;
        QTest::newRow("shared and uncached") << true << false;
    }
    void onlyWhatIsSharedAndCachedIsShared()
    {
        QFETCH(bool, isShared);
        QFETCH(bool, isCached);
        WorkOptions options = shared({.cacheCalls = isCached, .parallel = true, .minInterval = 1h});
        if (!isShared)
            options.share.clear();
        QCOMPARE(app(u"prices"_s, options)->settle(), QStringList("1+2"));
        QCOMPARE(app(u"weather"_s, options)->settle(), QStringList("1+2"));
    }

    void aFailureIsNotRememberedForThoseWhoComeLater()
    {
        const auto prices = app(u"prices"_s);
        prices->root.a = -1;
        QCOMPARE(prices->settle(), QStringList("-1+2"));
        const auto weather = app(u"weather"_s);
        weather->root.a = -1;
        QCOMPARE(weather->settle(), QStringList("-1+2"));
        QVERIFY(weather->root.adds.hasFailed());
    }

    void aResultThatIsTooOldIsNotTakenOver()
    {
        QCOMPARE(app(u"prices"_s)->settle(), QStringList("1+2"));
        const auto weather = app(u"weather"_s, shared({.timeToLive = 1h}));
        weather->clock.advance(59min);
        QCOMPARE(weather->settle(), QStringList());
        QCOMPARE(weather->settleAfter(1min), QStringList("1+2")); // its age is that of its computing
    }

    void aForgottenCallRunsAgain()
    {
        app(u"prices"_s)->settle();
        const auto weather = app(u"weather"_s);
        QCOMPARE(weather->settle(), QStringList());
        weather->root.adds.forget();
        QCOMPARE(weather->settleAgain(), QStringList("1+2"));
        QCOMPARE(weather->newest().cause.kind, Cause::Kind::ResultForgotten);
    }

    void withoutACallStoreNothingIsShared()
    {
        QCOMPARE(app(u"prices"_s)->settle(), QStringList("1+2"));
        SharingApp alone(QString(), u"alone"_s, kind());
        QCOMPARE(alone.settle(), QStringList("1+2"));
    }

    void aDamagedCallRunsAgainWithAWarningAndIsShared()
    {
        const auto prices = app(u"prices"_s);
        prices->settle();
        execute(prices->calls->file(), "UPDATE calls SET result = x'0301'");
        const auto weather = app(u"weather"_s);
        QCOMPARE(weather->settle(), QStringList("1+2"));
        QCOMPARE(weather->reports.filter("is not what was written").size(), 1);
        const auto third = app(u"third"_s);
        QCOMPARE(third->settle(), QStringList());
        QCOMPARE(int(third->root.adds.sum), 3);
    }

    void whatAFullDiskRefusesStaysWithTheAppThatHasIt()
    {
        const auto prices = app(u"prices"_s);
        {
            const DiskFull full;
            QCOMPARE(prices->settle(), QStringList("1+2"));
        }
        QCOMPARE(int(prices->root.adds.sum), 3);
        QCOMPARE(prices->reports.filter("the call store is of no use to a call of adds").size(), 1);
        QCOMPARE(app(u"weather"_s)->settle(), QStringList("1+2"));
    }
};

QTEST_GUILESS_MAIN(ElsewhereTest)
#include "tst_elsewhere.moc"
