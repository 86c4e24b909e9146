// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The timeline in the window: it shares what is chosen with the tree, the table and the filter.
#include <once/filterbox.h>
#include <once/mainwindow.h>
#include <once/runsview.h>
#include <once/timelinepane.h>

#include <ui/shownwindow.h>

#include <QAction>
#include <QApplication>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant start = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);

Run runOf(RunId id, RunId upstream = 0)
{
    Run run{.id = id, .work = id % 2 ? u"root.a.b"_s : u"root.d"_s, .status = Status::Succeeded, .tick = id};
    if (id % 10 == 0)
        run.status = Status::Failed;
    run.queued = run.started = start + id * 1min;
    run.finished = run.started + 30s;
    run.props = Value::of(Json{id});
    run.cause.upstream = upstream;
    run.propNames = {u"day"_s};
    return run;
}

std::shared_ptr<test::FakeData> historyOf(int runs)
{
    auto data = test::fakeData();
    data->info.pid = 0;
    data->info.started = start;
    for (RunId id = 1; id <= runs; ++id)
        data->put(runOf(id, id % 4 == 0 ? id / 2 : 0));
    return data;
}

struct Shown : test::ShownWindow
{
    explicit Shown(const std::shared_ptr<test::FakeData> &data) : ShownWindow(data)
    {
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window does not become active");
    }

    TimelineView &timeline() { return *window.timeline()->view(); }
    RunsView &table() { return *window.runsView(); }
    QTreeView &tree() { return *window.findChild<QTreeView *>(u"componentTree"_s); }
};

QAction *actionOf(MainWindow &window, const QString &text)
{
    const auto actions = window.findChildren<QAction *>();
    const auto it = std::ranges::find_if(
        actions, [&](const QAction *action) { return QString(action->text()).remove(u'&') == text; });
    return it == actions.end() ? nullptr : *it;
}

} // namespace

class TestTimelineWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        static const QTemporaryDir settings;
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    }

    void aRunChosenInTheTableIsCurrentInTheTimeline()
    {
        Shown shown(historyOf(100));
        QCOMPARE(shown.timeline().currentRun(), 100);
        shown.table().setCurrentRun(7);
        QCOMPARE(shown.timeline().currentRun(), 7);
    }

    void aRunChosenInTheTimelineIsCurrentInTheTable()
    {
        Shown shown(historyOf(100));
        shown.timeline().setFocus();
        QTest::keyClick(&shown.timeline(), Qt::Key_Left);
        QCOMPARE(shown.timeline().currentRun(), 98);
        QCOMPARE(shown.table().currentRun(), 98);
        QTest::keyClick(&shown.timeline(), Qt::Key_Up);
        QCOMPARE(shown.table().currentRun(), 99); // as near as 97, and newer
        QTest::keyClick(&shown.timeline(), Qt::Key_Return);
        QVERIFY(!shown.timeline().hasFocus()); // but its detail
    }

    void aRangeFiltersTheTableAndGoesWithTheFilter()
    {
        Shown shown(historyOf(100));
        shown.timeline().showSpan(toMicroseconds(start + 10min), toMicroseconds(start + 20min));
        shown.timeline().setFocus();
        QTest::keyClick(&shown.timeline(), Qt::Key_R);
        QCOMPARE(shown.window.filterBox()->text(), u"since:2026-11-21T00:10:00 until:2026-11-21T00:20:00"_s);
        QTRY_COMPARE(shown.window.runsModel()->rowCount(), 11);
        QVERIFY(shown.window.timeline()->statistics().contains(u"11 runs, 2 failed"_s));
        shown.window.filterBox()->setText(u"work:d"_s);
        shown.window.filterBox()->apply();
        QCOMPARE(shown.timeline().range(), std::pair(0ll, 0ll));
        QTRY_COMPARE(shown.window.runsModel()->rowCount(), 50);
        QCOMPARE(shown.window.filterBox()->text(), u"work:d"_s);
    }

    void aTimeThatComesTwiceIsToldApartInTheFilter()
    {
        const auto data = historyOf(10);
        data->info.zone = u"Europe/Berlin"_s;
        Shown shown(data);
        const Instant first =
            std::chrono::sys_days(std::chrono::year(2026) / 10 / 25); // 02:00, as an hour later
        Q_EMIT shown.timeline().rangeChosen(toMicroseconds(first), toMicroseconds(first + 3h));
        QCOMPARE(shown.window.filterBox()->text(),
                 u"since:2026-10-25T02:00:00+02:00 until:2026-10-25T04:00:00"_s);
        QVERIFY(
            !Query::parse(shown.window.filterBox()->text(), start, shown.window.filterBox()->zone()).error());
    }

    void failedOnlyHoldsForBoth()
    {
        Shown shown(historyOf(100));
        shown.timeline().setFocus();
        QTest::keyClick(&shown.timeline(), Qt::Key_F);
        QTRY_COMPARE(shown.window.runsModel()->rowCount(), 10);
        QVERIFY(shown.timeline().lanes().isFailedOnly());
        QTest::keyClick(&shown.timeline(), Qt::Key_F);
        QTRY_VERIFY(!shown.timeline().lanes().isFailedOnly());
    }

    void lanesFoldWithTheTree()
    {
        Shown shown(historyOf(10));
        const QModelIndex flow = shown.tree().model()->index(0, 0, shown.tree().model()->index(0, 0));
        QCOMPARE(flow.data().toString(), u"a"_s);
        QCOMPARE(shown.timeline().lanes().size(), 4);
        shown.tree().collapse(flow);
        QCOMPARE(shown.timeline().lanes().size(), 2);
        QTest::mouseClick(shown.timeline().viewport(), Qt::LeftButton, {},
                          shown.timeline().laneRect(0).topLeft() + QPoint(12, 12));
        QVERIFY(shown.tree().isExpanded(flow));
        QCOMPARE(shown.timeline().lanes().size(), 4);
    }

    void theCriticalPathIsThatOfTheCauses()
    {
        Shown shown(historyOf(40));
        shown.table().setCurrentRun(32); // 32 came from 16, 8, 4 and 2
        QList<RunId> chain;
        QSignalSpy wanted(&shown.timeline(), &TimelineView::chainWanted);
        shown.timeline().setFocus();
        QTest::keyClick(&shown.timeline(), Qt::Key_P);
        QCOMPARE(wanted.size(), 1);
        QTRY_COMPARE(shown.timeline().chain(), QSet<RunId>({32, 16, 8, 4, 2}));
        shown.table().setCurrentRun(31);
        QVERIFY(shown.timeline().chain().isEmpty());
    }

    void itIsHiddenAndShownAndGoneTo()
    {
        Shown shown(historyOf(10));
        QAction *toggle = actionOf(shown.window, u"Timeline"_s);
        toggle->trigger();
        QVERIFY(!shown.timeline().isVisible());
        QTest::keyClick(&shown.window, Qt::Key_T, Qt::ControlModifier);
        QVERIFY(shown.timeline().isVisible());
        QVERIFY(shown.timeline().hasFocus());
        QVERIFY(toggle->isChecked());
        QTest::keyClick(&shown.timeline(), Qt::Key_Escape);
        QVERIFY(shown.table().hasFocus());
    }

    void itsHeightIsRemembered()
    {
        int height = 0;
        {
            Shown shown(historyOf(10));
            shown.window.resize(1'200, 800);
            auto *splitter = qobject_cast<QSplitter *>(shown.window.timeline()->parentWidget());
            splitter->setSizes({217, 500});
            height = shown.window.timeline()->height();
            shown.window.close();
        }
        Shown again(historyOf(10));
        QTRY_COMPARE(again.window.timeline()->height(), height);
    }

    void newRunsLeaveTheTimelineWhereItIs()
    {
        const auto data = historyOf(100);
        data->info.pid = 1;
        Shown shown(data);
        shown.timeline().setFollowing(false);
        shown.timeline().showSpan(toMicroseconds(start + 10min), toMicroseconds(start + 20min));
        for (RunId id = 101; id <= 300; ++id)
            data->put(runOf(id));
        QTRY_COMPARE(shown.timeline().lanes().runs().size(), 300);
        QCOMPARE(shown.timeline().fromUs(), toMicroseconds(start + 10min));
    }
};

QTEST_MAIN(TestTimelineWindow)
#include "tst_timelinewindow.moc"
