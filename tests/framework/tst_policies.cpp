// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What counts as seen: the policies of a work about its history, its keys and whom it shares them with.
#include <once/childmap.h>
#include <once/dependency.h>

#include <support/driven.h>
#include <support/gate.h>

#include <QTemporaryDir>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Gate gate;

class Adds : public Work
{
public:
    State<int> sum{this, "sum"};

    int run(int a, int b)
    {
        executed.add(u"%1 %2+%3"_s.arg(name()).arg(a).arg(b));
        gate.pass();
        if (a < 0)
            throw std::runtime_error("below 0");
        sum = a + b;
        return sum;
    }
};

class Two : public Flow
{
public:
    Two(const WorkOptions &options, std::function<void(Two &)> script)
        : first{this, "first", options}, second{this, "second", options}, m_script(std::move(script))
    {}

    Child<Adds> first, second;

    void run() { m_script(*this); }

private:
    std::function<void(Two &)> m_script;
};

struct OwnStore
{
    std::unique_ptr<Store> own = Store::inMemory();
};

struct App : OwnStore, Driven<Two>
{
    App(const WorkOptions &options, std::function<void(Two &)> script, Store *given = nullptr)
        : Driven({.store = given ? given : own.get(), .heartbeat = 0ms}, options, std::move(script)),
          store(given ? *given : *own)
    {}

    Cause::Kind newestCause() { return store.run(store.lastRunId())->cause.kind; }

    Store &store;
};

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(content);
}

} // namespace

class Policies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        executed.take();
        gate.open();
    }

    void withAHistoryOfOneOnlyTheLastCallCounts()
    {
        int a = 1;
        const auto store = Store::inMemory();
        const auto script = [&](Two &two) { two.first.run(a, 0); };
        const WorkOptions options{.version = "1", .history = 1};
        {
            App app(options, script, store.get());
            QCOMPARE(app.settle(), QStringList("first 1+0"));
            QCOMPARE(app.settleAgain(), QStringList());
            a = 2;
            QCOMPARE(app.settleAgain(), QStringList("first 2+0"));
            a = 1;
            QCOMPARE(app.settleAgain(), QStringList("first 1+0"));
            QCOMPARE(app.newestCause(), Cause::Kind::NotKept);
            app.end();
        }
        App app(options, script, store.get());
        QCOMPARE(app.settle(), QStringList());
        a = 2;
        QCOMPARE(app.settleAgain(), QStringList("first 2+0"));
    }

    void withAHistoryOfTwoTheNewestTwoCount()
    {
        int a = 0;
        App app({.history = 2}, [&](Two &two) { two.first.run(a, 0); });
        QStringList ran;
        for (const int next : {1, 2, 1, 2, 3, 2, 1}) {
            a = next;
            ran += app.settleAgain();
        }
        QCOMPARE(ran, QStringList({"first 1+0", "first 2+0", "first 3+0", "first 1+0"}));
    }

    void byBytesTheNewestResultsCountAndTheNewestInAnyCase_data()
    {
        QTest::addColumn<int>("maxBytes");
        QTest::addColumn<QStringList>("ran");
        // A result of this work is an encoding of 9 bytes, and its states one of 15.
        QTest::newRow("room for none") << 1 << QStringList({"first 1+0", "first 2+0", "first 1+0", "first 2+0", "first 1+0"});
        QTest::newRow("room for one") << 47 << QStringList({"first 1+0", "first 2+0", "first 1+0", "first 2+0", "first 1+0"});
        QTest::newRow("room for two") << 48 << QStringList({"first 1+0", "first 2+0"});
    }
    void byBytesTheNewestResultsCountAndTheNewestInAnyCase()
    {
        QFETCH(int, maxBytes);
        int a = 0;
        QStringList ran;
        const auto store = Store::inMemory();
        const auto script = [&](Two &two) { two.first.run(a, 0); };
        const WorkOptions options{.version = "1", .maxBytes = maxBytes};
        for (const std::vector<int> &calls : {std::vector{1, 1, 2, 1}, {1, 2, 1}}) { // the app starts twice
            App app(options, script, store.get());
            for (const int next : calls) {
                a = next;
                ran += app.settleAgain();
            }
            app.end();
        }
        QTEST(ran, "ran");
    }

    void aResultThatIsTooOldRunsAgainAndTheLoopWakesForIt()
    {
        App app({.timeToLive = 1h}, [](Two &two) { two.first.run(1, 2); });
        QCOMPARE(app.settle(), QStringList("first 1+2"));
        app.clock.advance(59min);
        QCOMPARE(app.settleAgain(), QStringList());
        app.clock.advance(1min);
        QCOMPARE(app.settle(), QStringList("first 1+2"));
        QCOMPARE(app.newestCause(), Cause::Kind::ResultExpired);
        QCOMPARE(app.settleAgain(), QStringList());
    }

    void propsThatAreIgnoredDoNotCountAndAreNotRecorded()
    {
        int b = 0;
        App app({.props = {"a", "b"}, .ignore = {"b"}}, [&](Two &two) { two.first.run(1, b); });
        QCOMPARE(app.settle(), QStringList("first 1+0"));
        b = 7;
        QCOMPARE(app.settleAgain(), QStringList());
        QCOMPARE(preview(app.store.run(1)->props.toJson()), "[1,null]");
        QVERIFY_THROWS_EXCEPTION(std::logic_error, (App({.props = {"a", "b"}, .ignore = {"c"}}, [](Two &) {})));
    }

    void whatIsSharedHasNoLimitsOfOneWork()
    {
        QVERIFY_THROWS_EXCEPTION(std::logic_error, (App({.history = 1, .share = "adds"}, [](Two &) {})));
        QVERIFY_THROWS_EXCEPTION(std::logic_error, (App({.maxBytes = 1, .share = "adds"}, [](Two &) {})));
    }

    void aGlobalThatIsDependedOnCountsAsAProp()
    {
        double rate = 3;
        App app({.props = {"a", "b"}, .dependsOn = {dependency("rate", &rate)}}, [](Two &two) { two.first.run(1, 2); });
        QCOMPARE(app.settle(), QStringList("first 1+2"));
        rate = 0;
        QCOMPARE(app.settleAgain(), QStringList("first 1+2"));
        QCOMPARE(app.store.run(2)->cause.paths, QStringList("rate"));
        rate = 3;
        QCOMPARE(app.settleAgain(), QStringList());
    }

    void aFileThatIsDependedOnCountsByItsContent()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("rates.txt");
        App app({.dependsOn = {fileDependency(path)}}, [](Two &two) { two.first.run(1, 2); });
        QCOMPARE(app.settle(), QStringList("first 1+2"));
        write(path, "3");
        QCOMPARE(app.settleAgain(), QStringList("first 1+2"));
        QFile::remove(path);
        write(path, "3"); // another file, the same content
        QCOMPARE(app.settleAgain(), QStringList());
        write(path, "44");
        QCOMPARE(app.settleAgain(), QStringList("first 1+2"));
    }

    void worksThatShareSkipWhatTheOtherHasRun()
    {
        App app({.share = "adds"}, [](Two &two) { two.first.run(1, 2), two.second.run(1, 2), two.second.run(3, 4), two.first.run(3, 4); });
        QCOMPARE(app.settle(), QStringList({"first 1+2", "second 3+4"}));
        QCOMPARE(int(app.root.first.sum), 7);
        QCOMPARE(int(app.root.second.sum), 7);
    }

    void whatWorksThatShareCallAtTheSameTimeRunsOnce_data()
    {
        QTest::addColumn<int>("a");
        QTest::addColumn<Status>("status");
        QTest::newRow("a success") << 1 << Status::Succeeded;
        QTest::newRow("a failure is that of all") << -1 << Status::Failed;
    }

    void whatWorksThatShareCallAtTheSameTimeRunsOnce()
    {
        QFETCH(int, a);
        QFETCH(Status, status);
        gate.close();
        App app({.parallel = true, .share = "adds"}, [a](Two &two) { two.first.run(a, 2), two.second.run(a, 2); });
        QVERIFY(app.loop.runUntil([&] { return executed.count() > 0; }));
        QVERIFY(app.root.second.isRunning());
        gate.open();
        QCOMPARE(app.settle(), QStringList(u"first %1+2"_s.arg(a)));
        QCOMPARE(app.root.first.status(), status);
        QCOMPARE(app.root.second.status(), status);
        QCOMPARE(int(app.root.second.sum), status == Status::Succeeded ? 3 : 0);
    }

    void sharingIsRefusedToWorksThatAreBuiltWithArguments()
    {
        struct Scaled : Work
        {
            explicit Scaled(int by) : factor(by) {}
            void run(int) {}
            int factor;
        };
        struct Top : Flow
        {
            Child<Scaled> scaled{this, "scaled", {.share = "s"}, 3};
            void run() {}
        };
        QVERIFY_THROWS_EXCEPTION(std::logic_error, Root<Top>());
    }
};

QTEST_GUILESS_MAIN(Policies)
#include "tst_policies.moc"
