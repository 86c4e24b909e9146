// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What an app finds again when it is started anew: calls, states, failures, counters, and why things run.
#include <once/eventloop.h>
#include <once/history.h>

#include <support/adds.h>

#include <QTemporaryDir>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Body = std::function<void(class Script &)>;

class Script : public Flow
{
public:
    Script(const WorkOptions &options, Body script) : adds{this, "adds", options}, body(std::move(script)) {}

    Child<Adds> adds;
    State<int> steps{this, "steps"};
    Body body;

    void run() { body(*this); }
};

} // namespace

class Restart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        executed.take();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void callsThatWereDoneAreSkippedAfterARestart()
    {
        QCOMPARE(start({}, [](Script &s) { s.adds.run(1, 2), s.adds.run(3, 4); }), QStringList({"add 1 2", "add 3 4"}));
        QCOMPARE(start({}, [](Script &s) { s.adds.run(1, 2), s.adds.run(3, 4); }), QStringList());
    }

    void statesAndResultsComeBack()
    {
        QStringList seen;
        const auto body = [&seen](Script &s) {
            seen.append(QString::number(s.adds.sum));
            const int result = s.adds.run(1, 2);
            seen.append(QString::number(result));
        };
        start({}, body);
        seen.clear();
        start({}, body);
        QCOMPARE(seen, QStringList({"3", "30"}));
    }

    void theShownCallIsThatOfTheEndNotTheNewest()
    {
        start({}, [](Script &s) { s.adds.run(1, 0), s.adds.run(10, 0), s.adds.run(1, 0); });
        int sum = 0;
        start({}, [&sum](Script &s) { sum = s.adds.sum; });
        QCOMPARE(sum, 1);
    }

    void statesOfAFlowComeBack()
    {
        start({}, [](Script &s) { s.steps = 7; });
        int steps = 0;
        start({}, [&steps](Script &s) { steps = s.steps; });
        QCOMPARE(steps, 7);
    }

    void countersGoOn()
    {
        start({.onFailure = OnFailure::Continue}, [](Script &s) { s.adds.run(1, 2), s.adds.run(-1, 0); });
        qint64 successes = 0, failures = 0;
        start({}, [&](Script &s) { successes = s.adds.numSuccesses(), failures = s.adds.numFailures(); });
        QCOMPARE(successes, 1);
        QCOMPARE(failures, 1);
    }

    void aFailureIsTriedAgainOncePerStart()
    {
        const auto body = [](Script &s) { s.adds.run(-1, 0); };
        QCOMPARE(start({}, body), QStringList("add -1 0"));
        QCOMPARE(start({}, body), QStringList("add -1 0"));
        QCOMPARE(toWord(cause(2).kind), "previousFailed");
        QCOMPARE(cause(2).other, 1);
    }

    void anotherVersionRunsAgainAndGoingBackFindsTheOldResults()
    {
        const auto body = [](Script &s) { s.adds.run(1, 2); };
        QCOMPARE(start({.version = "1"}, body).size(), 1);
        QCOMPARE(start({.version = "2"}, body).size(), 1);
        QCOMPARE(toWord(cause(2).kind), "codeVersionChanged");
        QCOMPARE(cause(2).from + " -> " + cause(2).to, "version 1 -> version 2");
        QCOMPARE(start({.version = "1"}, body), QStringList());
    }

    void aRunSaysWhichPropsHaveChanged()
    {
        start({.props = {"a", "b"}}, [](Script &s) { s.adds.run(1, 2), s.adds.run(1, 3), s.adds.run(2, 4); });
        QCOMPARE(toWord(cause(1).kind), "firstCall");
        QCOMPARE(toWord(cause(2).kind), "propsChanged");
        QCOMPARE(cause(2).paths, QStringList("b"));
        QCOMPARE(cause(3).paths, QStringList({"a", "b"}));
        QCOMPARE(cause(3).other, 2);
    }

    void anUncachedRunSaysThatTheCacheIsOff()
    {
        start({.cacheCalls = false, .parallel = true}, [](Script &s) { s.adds.run(1, 2); });
        start({.cacheCalls = false, .parallel = true}, [](Script &s) { s.adds.run(1, 2); });
        QCOMPARE(toWord(cause(2).kind), "cacheOff");
    }

    void theHistoryHoldsPropsResultStatesAndLogOfARun()
    {
        start({.props = {"a", "b"}}, [](Script &s) { s.adds.run(1, 2); });
        const auto run = history()->run(1);
        QVERIFY(run);
        QCOMPARE(run->work, "root.adds");
        QCOMPARE(preview(run->props.toJson()), "[1,2]");
        QCOMPARE(preview(run->result.toJson()), "30");
        QCOMPARE(preview(run->states.toJson()), "{\"sum\":3}");
        QVERIFY(run->log.endsWith(" I the sum is 3\n"));
        QVERIFY(run->started >= run->queued && run->finished >= run->started);
    }

    void skipsAreOneRowForEachStretch()
    {
        start({}, [](Script &s) {
            if (s.adds.hasSucceeded() && s.steps < 5)
                s.steps = s.steps + 1;
            s.adds.run(s.steps < 5 ? 1 : 2, 0);
        });
        const auto streaks = history()->streaks();
        QCOMPARE(streaks.size(), 2);
        QCOMPARE(streaks.at(1).count, 4);
        QCOMPARE(streaks.at(0).run, 2);
        QCOMPARE(streaks.at(1).run, 1);
    }

    void aRunOfAKilledProcessIsMarkedLostAndRunsAgain()
    {
        {
            const auto store = Store::open(m_folder->path());
            Run run;
            run.id = 1;
            run.work = "root.adds";
            run.status = Status::Running;
            run.queued = run.started = fromMicroseconds(1'000'000);
            run.key = keyOf(1, 2);
            store->put(run);
            store->commit();
        }
        QCOMPARE(start({.version = "1"}, [](Script &s) { s.adds.run(1, 2); }), QStringList("add 1 2"));
        QCOMPARE(toWord(history()->run(1)->status), "lost");
        QCOMPARE(toWord(cause(2).kind), "previousLost");
    }

    void aStateOfAnotherTypeBeginsAnewWithASentence()
    {
        start({}, [](Script &s) { s.steps = 7; });
        {
            const auto store = Store::open(m_folder->path());
            auto record = *store->component("root");
            record.states = Value::of(Json{{"steps", "seven"}});
            store->put(record);
            store->commit();
        }
        int steps = -1;
        start({}, [&steps](Script &s) { steps = s.steps; });
        QCOMPARE(steps, 0);
        QCOMPARE(m_reports.filter("state \"steps\" of root was of another type").size(), 1);
    }

private:
    // One start of the app, until it rests and ends.
    QStringList start(const WorkOptions &options, const Body &body)
    {
        const auto store = Store::open(m_folder->path());
        Root<Script> root(options, body);
        FakeClock clock;
        m_reports.clear();
        EventLoop loop(root, {.clock = &clock, .store = store.get(), .heartbeat = 0ms});
        QObject::connect(&loop, &EventLoop::reported, &loop, [this](const Activity &activity) { m_reports += activity.detail; });
        if (!loop.runUntilIdle())
            return {"it did not come to rest"};
        loop.quit();
        loop.exec();
        return executed.take();
    }

    std::unique_ptr<History> history() const { return History::open(m_folder->path()); }
    Cause cause(RunId id) const { return history()->cause(id); }

    // The key that a first start gives to adds.run(a, b).
    CallKey keyOf(int a, int b) const
    {
        QTemporaryDir folder;
        const auto store = Store::open(folder.path());
        Root<Script> root(WorkOptions{.version = "1"}, [a, b](Script &s) { s.adds.run(a, b); });
        EventLoop loop(root, {.store = store.get(), .heartbeat = 0ms});
        loop.runUntilIdle();
        executed.take();
        return store->run(1)->key;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QStringList m_reports;
};

QTEST_GUILESS_MAIN(Restart)
#include "tst_restart.moc"
