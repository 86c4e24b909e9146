// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Which rows the loop writes, and when.
#include <once/eventloop.h>

#include <support/forwardingstore.h>
#include <support/recorder.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Notes : public Work
{
public:
    void run(int number) { executed.add(u"run %1"_s.arg(number)); }
};

class ManySteps : public Flow
{
public:
    Child<Notes> notes{this, "notes"};
    int next = 0, end = 0;

    void run()
    {
        for (; next < end; ++next)
            notes.run(next);
    }
};

// Counts what is put.
class CountingStore : public ForwardingStore
{
public:
    CountingStore() : ForwardingStore(inMemory()) {}

    int rows = 0, streaks = 0, commits = 0;

    void commit() override
    {
        ++commits;
        ForwardingStore::commit();
    }

    using ForwardingStore::put;
    void put(const ComponentRecord &component) override
    {
        ++rows;
        ForwardingStore::put(component);
    }
    void put(Streak &streak) override
    {
        ++streaks;
        ForwardingStore::put(streak);
    }
};

} // namespace

class Rows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { executed.take(); }

    void aWorksRowIsNotWrittenWithEachRun()
    {
        CountingStore store;
        Root<ManySteps> root;
        EventLoop loop(root, {.store = &store, .heartbeat = 0ms});
        root.end = 1'050; // past the thousandth, with which it is
        QVERIFY(loop.runUntilIdle());
        QCOMPARE(root.notes.numSuccesses(), 1'050);
        QVERIFY2(store.rows <= 4, qPrintable(QString::number(store.rows)));
        const auto row = store.component(u"root.notes"_s);
        QCOMPARE(row->counts.successes, row->lastRun);
        QCOMPARE(row->shown, store.run(row->lastRun)->key);
    }

    void streaksThatHaveEndedAreWrittenTogether()
    {
        CountingStore store;
        FakeClock clock;
        Root<ManySteps> root;
        EventLoop loop(root, {.clock = &clock, .store = &store, .heartbeat = 0ms});
        root.end = 10;
        QVERIFY(loop.runUntilIdle());
        QCOMPARE(store.streaks, 0);
        const int before = store.commits;
        clock.advance(50ms);
        QVERIFY(loop.runUntil([&] { return store.commits > before; }));
        QCOMPARE(store.streaks, 9); // the tenth goes on
    }

    void aPauseIsInTheRowUntilItEnds()
    {
        CountingStore store; // as a process that was killed has left it
        store.put(ComponentRecord{.path = u"root.notes"_s, .isWork = true, .pauseNote = u"by hand"_s});
        store.commit();
        FakeClock clock;
        Root<ManySteps> root;
        EventLoop loop(root, {.clock = &clock, .store = &store, .heartbeat = 0ms});
        const auto noteAfter = [&](std::function<void()> change) {
            loop.post(std::move(change));
            const bool isIdle = loop.runUntilIdle();
            const int before = store.commits;
            clock.advance(50ms);
            const bool isWritten = isIdle && loop.runUntil([&] { return store.commits > before; });
            return isWritten ? store.component(u"root.notes"_s)->pauseNote : u"it is not written"_s;
        };
        QCOMPARE(noteAfter([] {}), std::nullopt);
        QVERIFY(!root.notes.isPaused());
        QCOMPARE(noteAfter([&] { root.notes.pause(u"too dear"_s); }), u"too dear"_s);
        QCOMPARE(noteAfter([&] { root.notes.resume(); }), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(Rows)
#include "tst_rows.moc"
