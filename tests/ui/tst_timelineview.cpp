// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What the timeline does for keys, the mouse and a screen reader.
#include <once/timelinemap.h>
#include <once/timelinepane.h>

#include <ui/fakehistory.h>

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minute = 60'000'000;
constexpr qint64 begin = 1'795'219'200'000'000; // 2026-11-21

const QList<HistoryWork> components{test::component(1, u"root"_s, false), test::component(2, u"root.a"_s, false),
                                    test::component(3, u"root.a.b"_s, true), test::component(4, u"root.a.c"_s, true),
                                    test::component(5, u"root.d"_s, true)};

RunRow run(RunId id, qint32 work, qint64 startMinute, qint64 minutes, Status status = Status::Succeeded)
{
    return {.id = id,
            .work = work,
            .status = status,
            .startedUs = begin + startMinute * minute,
            .finishedUs = isFinished(status) ? begin + (startMinute + minutes) * minute : 0,
            .queuedUs = begin + startMinute * minute};
}

// b: 1 at 10, 4 at 40 (failed), c: 2 at 20, d: 3 at 30, each ten minutes long.
const QList<RunRow> rows{run(1, 3, 10, 10), run(2, 4, 20, 10), run(3, 5, 30, 10),
                         run(4, 3, 40, 10, Status::Failed)};

struct Shown
{
    explicit Shown(const QList<RunRow> &all = rows)
    {
        view().setClock([this] { return nowUs; });
        view().setZone(QTimeZone::utc());
        view().setComponents(components);
        view().replaceRuns(RunTable(all));
        pane.resize(900, 320);
        pane.show();
        pane.activateWindow();
        if (!QTest::qWaitForWindowActive(&pane))
            qFatal("the window does not become active");
        view().setFocus();
        view().showSpan(begin, begin + 60 * minute);
    }

    TimelineView &view() { return *pane.view(); }
    QRect bar(RunId id)
    {
        for (const TimelineView::ShownBar &shown : view().shownBars()) {
            if (shown.run == id)
                return shown.where;
        }
        return {};
    }
    void press(Qt::Key key) { QTest::keyClick(&view(), key); }
    void drag(QPoint from, QPoint to)
    {
        QWidget *ground = view().viewport();
        QTest::mousePress(ground, Qt::LeftButton, {}, from);
        for (int step = 1; step <= 4; ++step)
            QTest::mouseMove(ground, from + (to - from) * step / 4);
        QTest::mouseRelease(ground, Qt::LeftButton, {}, to);
    }
    void wheel(QPoint at, int notches, Qt::KeyboardModifiers modifiers)
    {
        QWheelEvent event(at, view().viewport()->mapToGlobal(at), {}, {0, notches * 120}, Qt::NoButton,
                          modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(view().viewport(), &event);
    }
    double x(qint64 us) { return view().scale().x(us); }
    int bodyLeft() { return view().bodyLeft(); }

    qint64 nowUs = begin + 50 * minute;
    TimelinePane pane;
};

} // namespace

class TestTimelineView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(QApplication::topLevelWidgets().isEmpty()); }

    void lanesFollowTheComponentsAndFold()
    {
        Shown shown;
        QStringList names;
        for (std::size_t lane = 0; lane < shown.view().lanes().size(); ++lane)
            names.append(shown.view().lanes().at(lane).title.path);
        QCOMPARE(names, QStringList({u"a"_s, u"a.b"_s, u"a.c"_s, u"d"_s}));
        QVERIFY(shown.bar(1).top() < shown.bar(2).top());
        QCOMPARE(shown.bar(1).top(), shown.bar(4).top());
        QSignalSpy folds(&shown.view(), &TimelineView::foldToggled);
        QTest::mouseClick(shown.view().viewport(), Qt::LeftButton, {},
                          shown.view().laneRect(0).center() - QPoint(440, 0));
        QCOMPARE(folds.takeFirst(), QVariantList({u"a"_s, true}));
        QCOMPARE(shown.bar(1).top(), shown.bar(2).top()); // merged
        QCOMPARE(shown.view().lanes().size(), 2);
        shown.view().setFolded(u"a"_s, false);
        QCOMPARE(shown.view().lanes().size(), 4);
    }

    void barsAreWhereTheirTimesAre()
    {
        Shown shown;
        const double perMinute = (shown.bar(2).left() - shown.bar(1).left()) / 10.;
        QVERIFY(qAbs(shown.bar(1).width() - 10 * perMinute) <= 1);
        QVERIFY(qAbs(shown.bar(4).left() - shown.bar(1).left() - 30 * perMinute) <= 1);
    }

    void runsThatOverlapLieBeneathEachOther()
    {
        Shown shown({run(1, 3, 10, 20), run(2, 3, 15, 20), run(3, 3, 31, 5)});
        QVERIFY(shown.bar(2).top() > shown.bar(1).bottom());
        QCOMPARE(shown.bar(3).top(), shown.bar(1).top());
    }

    void aClickChoosesARunAndADoubleClickOpensIt()
    {
        Shown shown;
        QSignalSpy chosen(&shown.view(), &TimelineView::runChosen),
            opened(&shown.view(), &TimelineView::runOpened);
        QTest::mouseClick(shown.view().viewport(), Qt::LeftButton, {}, shown.bar(3).center());
        QCOMPARE(chosen.takeLast()[0].toLongLong(), 3);
        QCOMPARE(shown.view().currentRun(), 3);
        QVERIFY(opened.isEmpty());
        QTest::mouseDClick(shown.view().viewport(), Qt::LeftButton, {}, shown.bar(2).center());
        QCOMPARE(opened.takeLast()[0].toLongLong(), 2);
        QTest::mouseClick(shown.view().viewport(), Qt::LeftButton, {}, shown.bar(2).center() + QPoint(0, 60));
        QCOMPARE(shown.view().currentRun(), 2); // beside all bars there is nothing to choose
    }

    void arrowsGoFromBarToBar()
    {
        Shown shown;
        QSignalSpy chosen(&shown.view(), &TimelineView::runChosen),
            opened(&shown.view(), &TimelineView::runOpened);
        shown.view().setCurrentRun(1);
        const auto after = [&](Qt::Key key) {
            shown.press(key);
            return shown.view().currentRun();
        };
        QCOMPARE(after(Qt::Key_Right), 4);
        QCOMPARE(after(Qt::Key_Right), 4);
        QCOMPARE(after(Qt::Key_Left), 1);
        QCOMPARE(after(Qt::Key_Left), 1);
        QCOMPARE(after(Qt::Key_Down), 2);
        QCOMPARE(after(Qt::Key_Down), 3);
        QCOMPARE(after(Qt::Key_Down), 3);
        QCOMPARE(after(Qt::Key_Up), 2);
        QCOMPARE(after(Qt::Key_Up), 1); // at 10 and not at 40: nearer to 20
        QCOMPARE(chosen.size(), 6);
        QVERIFY(opened.isEmpty());
        shown.press(Qt::Key_Return);
        QCOMPARE(opened.takeLast()[0].toLongLong(), 1);
    }

    void theCurrentRunComesIntoView()
    {
        Shown shown;
        shown.view().showSpan(begin + 29 * minute, begin + 41 * minute);
        const qint64 length = shown.view().toUs() - shown.view().fromUs();
        shown.view().setCurrentRun(1);
        QVERIFY(shown.bar(1).width() > 5);
        QVERIFY(qAbs(shown.view().toUs() - shown.view().fromUs() - length) < 1'000);
    }

    void keysZoomAndPan()
    {
        Shown shown;
        const auto length = [&] { return double(shown.view().toUs() - shown.view().fromUs()); };
        const double whole = length();
        for (const auto &[in, out] : {std::pair(Qt::Key_W, Qt::Key_S), {Qt::Key_Plus, Qt::Key_Minus}}) {
            shown.press(in);
            QVERIFY(qAbs(length() / whole - 0.8) < 0.001);
            shown.press(out);
            QVERIFY(qAbs(length() / whole - 1) < 0.001);
        }
        const qint64 from = shown.view().fromUs();
        shown.press(Qt::Key_D);
        QVERIFY(shown.view().fromUs() > from);
        shown.press(Qt::Key_A);
        QVERIFY(qAbs(shown.view().fromUs() - from) < 1'000);
        shown.view().showSpan(begin + 12 * minute, begin + 13 * minute);
        shown.press(Qt::Key_Home);
        QVERIFY(shown.view().fromUs() < begin + 10 * minute && shown.view().toUs() > begin + 50 * minute);
        shown.view().showSpan(begin + 12 * minute, begin + 13 * minute);
        shown.press(Qt::Key_End);
        QVERIFY(shown.view().toUs() > begin + 50 * minute && shown.view().fromUs() > begin + 40 * minute);
        QVERIFY(qAbs(length() - minute) < 1'000);
    }

    void theWheelZoomsAtTheCursorAndPans()
    {
        Shown shown;
        const QPoint at(500, 100);
        const qint64 under = shown.view().scale().us(at.x() - shown.bodyLeft());
        shown.wheel(at, 3, Qt::ControlModifier);
        QVERIFY(shown.view().toUs() - shown.view().fromUs() < 32 * minute);
        QVERIFY(qAbs(shown.view().scale().us(at.x() - shown.bodyLeft()) - under) < minute / 10);
        const qint64 from = shown.view().fromUs();
        shown.wheel(at, -1, Qt::ShiftModifier);
        QVERIFY(shown.view().fromUs() > from);
        shown.pane.resize(900, 160);
        shown.wheel(at, -1, {});
        QVERIFY(shown.view().verticalScrollBar()->value() > 0);
    }

    void draggingPansAndIsNoClick()
    {
        Shown shown;
        QSignalSpy chosen(&shown.view(), &TimelineView::runChosen);
        const QPoint from = shown.bar(3).center();
        const qint64 under = shown.view().scale().us(from.x() - shown.bodyLeft());
        shown.drag(from, from + QPoint(80, 0));
        QVERIFY(qAbs(shown.view().scale().us(from.x() + 80 - shown.bodyLeft()) - under) < minute / 10);
        QVERIFY(chosen.isEmpty());
    }

    void aRangeOnTheAxisTellsItsStatistics()
    {
        Shown shown;
        QSignalSpy ranges(&shown.view(), &TimelineView::rangeChosen);
        const auto at = [&](qint64 atMinute) {
            return QPoint(shown.bodyLeft() + int(shown.x(begin + atMinute * minute)), 10);
        };
        shown.drag(at(15), at(45));
        QCOMPARE(ranges.size(), 1);
        const auto [fromUs, toUs] = shown.view().range();
        QVERIFY(qAbs(fromUs - begin - 15 * minute) < minute / 2
                && qAbs(toUs - begin - 45 * minute) < minute / 2);
        QVERIFY2(shown.pane.statistics().contains(u"3 runs, 1 failed, busy 30 m 00 s"_s),
                 qPrintable(shown.pane.statistics()));
        QVERIFY(shown.pane.statistics().contains(u"a.b ×1 p50 10 m 00 s p95 10 m 00 s (1 failed)"_s));
        shown.press(Qt::Key_Escape);
        QCOMPARE(shown.view().range(), std::pair(0ll, 0ll));
        QVERIFY(shown.pane.statistics().isEmpty());
        shown.press(Qt::Key_R);
        QVERIFY(shown.pane.statistics().contains(u"4 runs"_s));
    }

    void runsThatComeInLeaveTheViewWhereItIs()
    {
        Shown shown;
        shown.view().setLive(true);
        shown.view().setFollowing(false);
        shown.view().showSpan(begin + 8 * minute, begin + 32 * minute);
        const QRect before = shown.bar(1);
        QList<RunRow> all = rows;
        for (RunId id = 5; id < 60; ++id)
            all.append(run(id, 3, 20 + id * 2, 1));
        shown.view().appendRuns(RunTable(all));
        QCOMPARE(shown.bar(1), before);
        QCOMPARE(shown.view().fromUs(), begin + 8 * minute);
    }

    void followsTheNowLine()
    {
        Shown shown;
        shown.view().setLive(true);
        shown.view().setFollowing(true);
        const double place = shown.x(shown.nowUs);
        shown.nowUs += 30 * minute;
        QTRY_VERIFY(qAbs(shown.x(shown.nowUs) - place) < 1);
        shown.view().pan(-100);
        QVERIFY(!shown.view().isFollowing());
    }

    void aRunThatRunsEndsNow()
    {
        Shown shown({run(1, 3, 10, 0, Status::Running)});
        shown.view().setLive(true);
        shown.view().setFollowing(false);
        shown.view().showSpan(begin, begin + 60 * minute);
        QVERIFY(qAbs(shown.bar(1).right() - shown.bodyLeft() - shown.x(shown.nowUs)) <= 2);
        RunTable ended({run(1, 3, 10, 5)});
        shown.view().changeRuns(ended, {ended.at(0)});
        QVERIFY(qAbs(shown.bar(1).right() - shown.bodyLeft() - shown.x(begin + 15 * minute)) <= 2);
    }

    void idleStretchesFold()
    {
        Shown shown({run(1, 3, 0, 10), run(2, 3, 2'000, 10), run(3, 3, 9'000, 10)});
        shown.press(Qt::Key_Home);
        const int wide = shown.bar(1).width();
        shown.press(Qt::Key_Z);
        QVERIFY(shown.view().isCompressed());
        shown.press(Qt::Key_Home);
        QVERIFY(shown.bar(1).width() > 10 * wide);
        QCOMPARE(shown.view().scale().folds().size(), 2);
        QVERIFY(qAbs(shown.bar(3).left() - shown.bar(2).right() - TimeScale::foldWidth) <= 2);
        shown.press(Qt::Key_Z);
        QVERIFY(shown.view().scale().folds().empty());
    }

    void failedOnlyLeavesTheFailures()
    {
        Shown shown;
        shown.view().setFailedOnly(true);
        QVERIFY(shown.bar(4).isValid());
        QVERIFY(!shown.bar(1).isValid());
    }

    void theCriticalPathIsAskedForAndDimsTheRest()
    {
        Shown shown;
        shown.view().setCurrentRun(3);
        QSignalSpy wanted(&shown.view(), &TimelineView::chainWanted);
        const auto colorOf = [&](RunId id) {
            return shown.view().viewport()->grab().toImage().pixelColor(shown.bar(id).bottomRight()
                                                                        - QPoint(3, 3));
        };
        const QColor before = colorOf(1);
        shown.press(Qt::Key_P);
        QCOMPARE(wanted.takeFirst()[0].toLongLong(), 3);
        shown.view().setChain({3, 2});
        QCOMPARE(colorOf(2), before);
        QVERIFY(colorOf(1) != before);
        shown.press(Qt::Key_P);
        QCOMPARE(colorOf(1), before);
    }

    void aSlotTellsWhyNothingRan()
    {
        Shown shown;
        const auto pixelAt = [&](qint64 us) {
            const QRect lane = shown.view().laneRect(3);
            return shown.view().viewport()->grab().toImage().pixelColor(shown.bodyLeft() + int(shown.x(us)),
                                                                        lane.top() + 4);
        };
        const QColor bare = pixelAt(begin + 15 * minute);
        shown.view().setSlots(
            {{.work = 5, .dueUs = begin + 15 * minute, .reason = u"overlap"_s, .isHollow = false}});
        QVERIFY(pixelAt(begin + 15 * minute) != bare);
        const QPoint at(shown.bodyLeft() + int(shown.x(begin + 15 * minute)),
                        shown.view().laneRect(3).top() + 3);
        QVERIFY2(shown.view().toolTipAt(at).endsWith(u"overlap"_s), qPrintable(shown.view().toolTipAt(at)));
    }

    void aStreakTellsHowManyWereSkipped()
    {
        Shown shown;
        Streak streak{.id = 1,
                      .work = u"root.d"_s,
                      .run = 3,
                      .count = 1'204,
                      .first = fromMicroseconds(begin + 45 * minute)};
        shown.view().addStreaks({streak});
        const QPoint at(shown.bodyLeft() + int(shown.x(begin + 45 * minute)),
                        shown.view().laneRect(3).bottom() - 2);
        QCOMPARE(shown.view().toolTipAt(at), u"skipped ×1\u202f204"_s);
        streak.count = 1'300; // it has grown
        shown.view().addStreaks({streak});
        QCOMPARE(shown.view().toolTipAt(at), u"skipped ×1\u202f300"_s);
        QCOMPARE(shown.view().toolTipAt(at + QPoint(20, 0)), QString());
    }

    void attemptsAreAskedForOnceAndOnlyWhereTheyCanBeSeen()
    {
        QList<RunRow> all = rows;
        all[1].attempt = 3;
        all[1].queuedUs = begin + 2 * minute;
        Shown shown;
        QSignalSpy wanted(&shown.view(), &TimelineView::attemptsWanted);
        shown.view().replaceRuns(RunTable(all));
        shown.view().viewport()->grab();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first()[0].value<QList<RunId>>(), QList<RunId>({2}));
        const QPoint at(shown.bodyLeft() + int(shown.x(begin + 7 * minute)), shown.bar(2).center().y() - 4);
        const QColor before = shown.view().viewport()->grab().toImage().pixelColor(at);
        shown.view().setAttempts({{2,
                                   {{fromMicroseconds(begin + 5 * minute),
                                     fromMicroseconds(begin + 9 * minute),
                                     Status::Failed,
                                     {}}}}});
        QVERIFY(shown.view().viewport()->grab().toImage().pixelColor(at) != before);
        QCOMPARE(wanted.size(), 1);
    }

    void theMapMovesTheView()
    {
        QList<RunRow> all;
        for (RunId id = 1; id <= 500; ++id)
            all.append(run(id, 3, id * 10, 5));
        Shown shown(all);
        TimelineMap &map = *shown.pane.map();
        QCOMPARE(map.height(), 28);
        shown.view().showSpan(begin + 10 * minute, begin + 310 * minute);
        const QRect before = map.window();
        QTest::mouseClick(&map, Qt::LeftButton, {}, QPoint(map.width() / 2, 10));
        QVERIFY(qAbs(map.window().center().x() - map.width() / 2) <= 2);
        QVERIFY(qAbs(map.window().width() - before.width()) <= 1);
        QTest::mousePress(&map, Qt::LeftButton, {}, map.window().center() + QPoint(5, 0));
        QTest::mouseMove(&map, map.window().center() + QPoint(65, 0));
        QTest::mouseRelease(&map, Qt::LeftButton);
        QVERIFY(qAbs(map.window().center().x() - map.width() / 2 - 60) <= 3);
    }

    void theZoneIsChosenBesideTheAxis()
    {
        Shown shown;
        shown.view().setZone(QTimeZone("Asia/Kolkata"));
        auto *button = shown.view().findChild<QToolButton *>();
        QCOMPARE(button->text(), u"Asia/Kolkata"_s);
        QCOMPARE(shown.view().timeText(begin, begin + minute), u"05:30 to 05:31"_s);
        button->click();
        QCOMPARE(button->text(), u"UTC"_s);
        QCOMPARE(shown.view().timeText(begin, begin + minute), u"00:00 to 00:01"_s);
        button->click();
        button->click();
        QCOMPARE(button->text(), u"Asia/Kolkata"_s);
    }

    void itsKeysAreKeptFromTheWindowAndOthersAreNot()
    {
        Shown shown;
        for (const QAction *command : shown.view().commands()) {
            for (const QKeySequence &keys : command->shortcuts()) {
                QKeyEvent event(QEvent::ShortcutOverride, keys[0].key(), Qt::NoModifier);
                event.ignore();
                QApplication::sendEvent(&shown.view(), &event);
                QVERIFY2(event.isAccepted(), qPrintable(command->text()));
            }
        }
        QKeyEvent other(QEvent::ShortcutOverride, Qt::Key_J, Qt::NoModifier);
        other.ignore();
        QApplication::sendEvent(&shown.view(), &other);
        QVERIFY(!other.isAccepted());
    }

    void aScreenReaderFindsTheBars()
    {
        Shown shown;
        QAccessibleInterface *chart = QAccessible::queryAccessibleInterface(&shown.view());
        QCOMPARE(chart->role(), QAccessible::Chart);
        QCOMPARE(chart->text(QAccessible::Name), u"Timeline, 00:00 to 01:00, 3 lanes, 4 runs, 1 failed"_s);
        QCOMPARE(chart->childCount(), 4);
        shown.view().setCurrentRun(4);
        QAccessibleInterface *current = chart->focusChild();
        QCOMPARE(current->text(QAccessible::Name),
                 u"Failed, a.b, started 2026-11-21 00:40:00, took 10 m 00 s"_s);
        QVERIFY(current->state().focused);
        QVERIFY(current->rect().contains(shown.view().viewport()->mapToGlobal(shown.bar(4).center())));
        QCOMPARE(chart->child(chart->indexOfChild(current)), current);
        QCOMPARE(chart->childAt(current->rect().center().x(), current->rect().center().y()), current);
        QSignalSpy opened(&shown.view(), &TimelineView::runOpened);
        chart->child(0)->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(opened.size(), 1);
    }

    void aScreenReaderHearsOfLanesWhereThereAreTooManyBars()
    {
        QList<RunRow> all;
        for (RunId id = 1; id <= 5'000; ++id)
            all.append(run(id, 3, id * 10, 5));
        Shown shown(all);
        shown.view().showAll();
        QAccessibleInterface *chart = QAccessible::queryAccessibleInterface(&shown.view());
        QCOMPARE(chart->childCount(), 4);
        QCOMPARE(chart->child(1)->text(QAccessible::Name), u"a.b, 5\u202f000 runs, 0 failed"_s);
    }
};

QTEST_MAIN(TestTimelineView)
#include "tst_timelineview.moc"
