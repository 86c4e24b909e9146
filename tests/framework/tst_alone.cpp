// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// A work that is an app by itself.
#include <once/app.h>
#include <once/history.h>

#include <support/arguments.h>
#include <support/recorder.h>

#include <QTemporaryDir>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Fails as often as it is told to.
class Step : public Work
{
    int m_failures;

public:
    explicit Step(int failures = 0) : m_failures(failures) {}

    State<int> tries{this, "tries"};

    int run()
    {
        executed.add(u"step"_s);
        tries = tries + 1;
        if (m_failures-- > 0)
            throw std::runtime_error("not yet");
        return tries;
    }
};

} // namespace

class Alone : public QObject
{
    Q_OBJECT

private:
    std::optional<QTemporaryDir> m_folder;

    template <typename... Arguments>
    int start(const Arguments &...arguments) const
    {
        ::Arguments words({"--data-dir", m_folder->path()}, "step");
        App app(words.count(), words.data());
        return app.run<Step>(arguments...);
    }

private Q_SLOTS:
    void init()
    {
        m_folder.emplace();
        executed.take();
    }

    void theAppEndsWhenTheWorkHasSucceeded()
    {
        Arguments words({"--data-dir", m_folder->path()}, "step");
        QCOMPARE(once::run<Step>(words.count(), words.data()), 0);
        QCOMPARE(executed.take(), QStringList("step"));
        const auto history = History::open(m_folder->path());
        QCOMPARE(history->components().size(), 1);
        QCOMPARE(history->components().first().path, u"root"_s);
        QVERIFY(history->components().first().isWork);
        QCOMPARE(history->info().exitCode, 0);
    }

    void aSecondStartSkipsItAndEndsTheSame()
    {
        const WorkOptions options{.version = u"1"_s};
        QCOMPARE(start(options), 0);
        QCOMPARE(start(options), 0);
        QCOMPARE(executed.take(), QStringList("step"));
        QCOMPARE(start(WorkOptions{.version = u"2"_s}), 0);
        QCOMPARE(executed.take(), QStringList("step"));
    }

    void uncachedItRunsOnceInEachStart()
    {
        const WorkOptions options{.cacheCalls = false, .version = u"1"_s};
        QCOMPARE(start(options), 0);
        QCOMPARE(start(options), 0);
        QCOMPARE(executed.take(), QStringList({"step", "step"}));
        const auto activity = History::open(m_folder->path())->activity();
        QVERIFY(std::ranges::find(activity, u"warning"_s, &Activity::what) == activity.end());
    }

    void aFailureEndsTheAppWithOneAndIsTriedAgainByTheNextStart()
    {
        const WorkOptions options{.version = u"1"_s};
        QCOMPARE(start(options, 1), 1);
        const auto activity = History::open(m_folder->path())->activity();
        const auto failure = std::ranges::find(activity, u"failed"_s, &Activity::what);
        QVERIFY(failure != activity.end());
        QCOMPARE(failure->detail, u"not yet (run 1)"_s);
        QCOMPARE(start(options, 0), 0);
        QCOMPARE(executed.take(), QStringList({"step", "step"}));
    }

    void itIsTriedAgainBeforeItCountsAsFailed()
    {
        QCOMPARE(start(WorkOptions{.version = u"1"_s, .retry = {.max = 2, .backoff = 1ms}}, 2), 0);
        QCOMPARE(executed.take().size(), 3);
    }

    void itsPolicyDoesNotMatterForTheEnd_data()
    {
        QTest::addColumn<bool>("parallel");
        QTest::addColumn<OnFailure>("onFailure");
        QTest::newRow("blocking") << false << OnFailure::Throw;
        QTest::newRow("parallel") << true << OnFailure::Throw;
        QTest::newRow("whose failure lets the flow go on") << false << OnFailure::Continue;
        QTest::newRow("whose failure ends the app") << false << OnFailure::StopApp;
    }

    void itsPolicyDoesNotMatterForTheEnd()
    {
        QFETCH(bool, parallel);
        QFETCH(OnFailure, onFailure);
        const WorkOptions options{.parallel = parallel, .version = u"1"_s, .onFailure = onFailure};
        QCOMPARE(start(options, 1), 1);
        QCOMPARE(start(options, 0), 0);
        QCOMPARE(executed.take(), QStringList({"step", "step"}));
    }

    void aLoopTakesItAsItsRoot()
    {
        Root<Step> work;
        EventLoop loop(work, {.heartbeat = 0ms});
        QCOMPARE(loop.exec(), 0);
        QCOMPARE(int(work.tries), 1);
    }

    void itsNameOnTheCommandLineIsRoot()
    {
        start(WorkOptions{.version = u"1"_s});
        ::Arguments words({"--data-dir", m_folder->path(), "show", "last:root"}, "step");
        QCOMPARE(App(words.count(), words.data()).run<Step>(), 0);
        QCOMPARE(executed.take(), QStringList("step")); // it was shown, not run
    }

    void withoutALoopItRunsInPlace()
    {
        Root<Step> work;
        QCOMPARE(int(work.run()), 1);
        QCOMPARE(int(work.run()), 1);
        QCOMPARE(executed.take(), QStringList("step"));
    }
};

QTEST_GUILESS_MAIN(Alone)
#include "tst_alone.moc"
