// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/applink.h>
#include <once/filterbox.h>
#include <once/gridview.h>
#include <once/mainwindow.h>
#include <once/runsview.h>
#include <once/schedulesview.h>
#include <once/timelinepane.h>

#include <ui/shownwindow.h>

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant start = std::chrono::sys_days(std::chrono::year(2026) / 11 / 20);
const Instant now = start + 24h;

ScheduleRecord scheduleOf(const QString &name, const QString &rule)
{
    return {.name = name,
            .flow = u"root.a"_s,
            .rule = rule,
            .zone = "UTC",
            .options = {{"catchUp", "latest"}, {"overlap", "skip"}, {"jitter", "5 m 00 s"}, {"words", rule == byHand ? byHand : Rule(rule).words()}},
            .next = now + 7h + 13min};
}

SlotRecord slotOf(qint64 id, int hour, SlotDecision decision, RunId run = 0, const QString &reason = {})
{
    return {.id = id,
            .schedule = u"a.night"_s,
            .nominal = u"2026-11-20T%1:00"_s.arg(hour, 2, 10, QChar(u'0')),
            .zone = "UTC",
            .decision = decision,
            .due = start + std::chrono::hours(hour),
            .decided = start + std::chrono::hours(hour),
            .run = run,
            .reason = reason};
}

Run runOf(RunId id, Status status, int hour)
{
    Run run{.id = id, .work = u"root.a.b"_s, .status = status};
    run.queued = run.started = start + std::chrono::hours(hour);
    if (isFinished(status))
        run.finished = run.started + 3s;
    return run;
}

struct View
{
    View()
    {
        view.model()->setClock([] { return toMicroseconds(now); });
        view.setZone(QTimeZone::utc());
        view.setComponents(test::fakeData()->works);
    }
    QString cell(ScheduleColumn column, int row = 0) { return view.model()->index(row, int(column)).data().toString(); }
    QString cell(SlotColumn column, int row = 0) { return view.slotsModel()->index(row, int(column)).data().toString(); }

    AppLink link{QString()};
    SchedulesView view{link};
    QAbstractItemModelTester schedules{view.model(), QAbstractItemModelTester::FailureReportingMode::Fatal};
    QAbstractItemModelTester ofOne{view.slotsModel(), QAbstractItemModelTester::FailureReportingMode::Fatal};
};

RunTable runsOf(const QList<Run> &runs)
{
    const auto data = test::fakeData();
    RunTable table;
    for (const Run &run : runs)
        table.append({data->row(run)});
    return table;
}

std::shared_ptr<test::FakeData> historyOfTwo()
{
    auto data = test::fakeData();
    data->info.pid = 0;
    data->put(runOf(1, Status::Succeeded, 1));
    data->put(runOf(2, Status::Failed, 4));
    data->schedules = {scheduleOf(u"a.night"_s, u"30 2 * * *"_s)};
    data->slots = {slotOf(1, 1, SlotDecision::Ran, 1), slotOf(2, 2, SlotDecision::Missed), slotOf(3, 4, SlotDecision::Ran, 2)};
    return data;
}

using Shown = test::ShownWindow;

} // namespace

class TestSchedulesView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        static const QTemporaryDir settings;
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    }

    void saysHowAFlowComesToHaveOne()
    {
        View shown;
        QCOMPARE(shown.view.text(), u"No schedule. A flow gets slots by clock().slot(rule, zone)."_s);
        shown.view.setSchedules({scheduleOf(u"a.night"_s, u"30 2 * * *"_s)});
        QCOMPARE(shown.view.text(), QString());
    }

    void aScheduleHasItsRuleInWordsAndWhatItsSlotsCameTo()
    {
        View shown;
        shown.view.setSchedules({scheduleOf(u"a.night"_s, u"30 2 * * *"_s)});
        shown.view.setRuns(runsOf({runOf(1, Status::Failed, 1), runOf(2, Status::Succeeded, 3)}));
        shown.view.addSlots({slotOf(1, 1, SlotDecision::Ran, 1), slotOf(2, 2, SlotDecision::Missed, 0, u"the app was down"_s),
                             slotOf(3, 3, SlotDecision::Ran, 2)});
        QCOMPARE(shown.cell(ScheduleColumn::Works), u"a.b"_s);
        QCOMPARE(shown.cell(ScheduleColumn::Rule), u"every day at 02:30"_s);
        QCOMPARE(shown.cell(ScheduleColumn::Next), u"in 7 h 13 m"_s);
        QCOMPARE(shown.cell(ScheduleColumn::LastSlot), u"2026-11-20T03:00"_s);
        QCOMPARE(shown.cell(ScheduleColumn::LastOutcome), u"Succeeded"_s);
        QCOMPARE(shown.cell(ScheduleColumn::Missed), u"1"_s);
        QCOMPARE(shown.cell(ScheduleColumn::CatchUp), u"latest"_s);
        QCOMPARE(shown.cell(ScheduleColumn::Jitter), u"5 m 00 s"_s);
        QCOMPARE(shown.view.model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 u"a.night, every day at 02:30, next in 7 h 13 m, last succeeded, 1 missed"_s);
    }

    void aRuleThatCannotBeReadStandsForItself()
    {
        View shown;
        shown.view.setSchedules({scheduleOf(u"reload"_s, byHand)});
        QCOMPARE(shown.cell(ScheduleColumn::Rule), u"by hand"_s);
    }

    void whatWasDueIsDueOnlyWhileTheAppRuns()
    {
        View shown;
        ScheduleRecord schedule = scheduleOf(u"a.night"_s, u"30 2 * * *"_s);
        schedule.next = start + 2h;
        shown.view.setSchedules({schedule});
        QCOMPARE(shown.cell(ScheduleColumn::Next), u"2026-11-20 02:00"_s);
        shown.view.model()->setLive(true);
        QCOMPARE(shown.cell(ScheduleColumn::Next), u"due"_s);
    }

    void aPausedOneSaysSoWithItsNoteAndIsNotDue()
    {
        View shown;
        ScheduleRecord schedule = scheduleOf(u"a.night"_s, u"30 2 * * *"_s);
        schedule.paused = start;
        schedule.note = u"holidays"_s;
        shown.view.setSchedules({schedule});
        QCOMPARE(shown.cell(ScheduleColumn::Paused), u"paused: holidays"_s);
        QCOMPARE(shown.cell(ScheduleColumn::Next), u"paused"_s);
    }

    void theSlotsOfTheChosenOneAreListedTheNewestFirst()
    {
        View shown;
        shown.view.setSchedules({scheduleOf(u"a.night"_s, u"30 2 * * *"_s), scheduleOf(u"a.day"_s, u"0 9 * * *"_s)});
        shown.view.setRuns(runsOf({runOf(1, Status::Failed, 1)}));
        shown.view.addSlots({slotOf(1, 1, SlotDecision::Ran, 1), slotOf(2, 2, SlotDecision::Excluded, 0, u"by 2026-11-20"_s)});
        QCOMPARE(shown.view.slotsModel()->rowCount(), 2);
        QCOMPARE(shown.cell(SlotColumn::Slot), u"2026-11-20T02:00"_s);
        QCOMPARE(shown.cell(SlotColumn::Decision), u"Excluded"_s);
        QCOMPARE(shown.cell(SlotColumn::Reason), u"by 2026-11-20"_s);
        QCOMPARE(shown.cell(SlotColumn::Outcome, 1), u"Failed"_s);
        QCOMPARE(shown.cell(SlotColumn::Work, 1), u"a.b"_s);
        shown.view.table()->setCurrentIndex(shown.view.model()->index(1, 0));
        QCOMPARE(shown.view.slotsModel()->rowCount(), 0);
    }

    void aScheduleThatComesOrGoesLeavesTheChosenOneAlone()
    {
        View shown;
        const ScheduleRecord day = scheduleOf(u"a.day"_s, u"0 9 * * *"_s), night = scheduleOf(u"a.night"_s, u"30 2 * * *"_s);
        shown.view.setSchedules({night});
        shown.view.addSlots({slotOf(1, 1, SlotDecision::Missed)});
        shown.view.setSchedules({day, night});
        QCOMPARE(shown.view.table()->currentIndex().row(), 1);
        QCOMPARE(shown.view.slotsModel()->rowCount(), 1);
        shown.view.setSchedules({night});
        QCOMPARE(shown.cell(ScheduleColumn::Name), u"a.night"_s);
        QCOMPARE(shown.view.model()->rowCount(), 1);
        QCOMPARE(shown.view.slotsModel()->rowCount(), 1);
    }

    void slotsThatAreDecidedAnewKeepTheirRow()
    {
        View shown;
        shown.view.setSchedules({scheduleOf(u"a.night"_s, u"30 2 * * *"_s)});
        shown.view.addSlots({slotOf(1, 1, SlotDecision::Waiting), slotOf(2, 3, SlotDecision::Missed)});
        const QPersistentModelIndex newest = shown.view.slotsModel()->index(0, 0);
        shown.view.addSlots({slotOf(3, 1, SlotDecision::Skipped), slotOf(4, 2, SlotDecision::Missed), slotOf(5, 4, SlotDecision::Missed)});
        QCOMPARE(newest.row(), 1);
        QCOMPARE(shown.view.slotsModel()->rowCount(), 4);
        QCOMPARE(shown.cell(SlotColumn::Decision, 3), u"Skipped"_s);
        QCOMPARE(shown.cell(ScheduleColumn::Missed), u"3"_s);
        shown.view.addSlots({slotOf(6, 4, SlotDecision::Ran)});
        QCOMPARE(shown.cell(ScheduleColumn::Missed), u"2"_s);
    }

    void noDecisionIsToldByColourAlone()
    {
        View shown;
        shown.view.setSchedules({scheduleOf(u"a.night"_s, u"30 2 * * *"_s)});
        QSet<QByteArray> shapes;
        for (int decision = 0; decision <= int(lastSlotDecision); ++decision) {
            shown.view.addSlots({slotOf(decision + 1, 1, SlotDecision(decision))});
            const QModelIndex cell = shown.view.slotsModel()->index(0, int(SlotColumn::Decision));
            QVERIFY(!cell.data().toString().isEmpty());
            const QImage image = cell.data(Qt::DecorationRole).value<QIcon>().pixmap(24, 24, QIcon::Selected).toImage();
            shapes.insert(QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes()));
        }
        QCOMPARE(shapes.size(), int(lastSlotDecision) + 1);
    }

    void slotsAreOnTheLaneOfTheWorkThatRanWithThem()
    {
        View shown;
        QSignalSpy placed(&shown.view, &SchedulesView::slotsPlaced);
        shown.view.setSchedules({scheduleOf(u"a.night"_s, u"30 2 * * *"_s)});
        shown.view.setRuns(runsOf({runOf(1, Status::Succeeded, 1)}));
        shown.view.addSlots({slotOf(1, 1, SlotDecision::Ran, 1), slotOf(2, 2, SlotDecision::Missed, 0, u"the app was down"_s)});
        const auto dues = placed.last().first().value<QList<TimelineSlot>>();
        QCOMPARE(dues.size(), 2);
        QCOMPARE(dues[0].work, 1);
        QCOMPARE(dues[0].run, 1);
        QVERIFY(!dues[0].isHollow);
        QCOMPARE(dues[1].work, 1);
        QVERIFY(dues[1].isHollow);
        QCOMPARE(dues[1].reason, u"Missed: the app was down"_s);
    }

    void aRunThatIsReadLaterThanItsSlotIsMet()
    {
        View shown;
        QSignalSpy placed(&shown.view, &SchedulesView::slotsPlaced);
        shown.view.setSchedules({scheduleOf(u"a.night"_s, u"30 2 * * *"_s)});
        shown.view.addSlots({slotOf(1, 1, SlotDecision::Ran, 1)});
        QCOMPARE(placed.last().first().value<QList<TimelineSlot>>().first().work, -1);
        shown.view.setRuns(runsOf({runOf(1, Status::Running, 1)}));
        QCOMPARE(placed.last().first().value<QList<TimelineSlot>>().first().work, 1);
        QCOMPARE(shown.cell(ScheduleColumn::Works), u"a.b"_s);
        QCOMPARE(shown.cell(ScheduleColumn::LastOutcome), u"Running"_s);
    }

    void whereNoWorkEverRanTheyAreOnTheLineOfTheFlow()
    {
        auto works = test::fakeData()->works;
        HistoryWork flow;
        flow.path = u"root.a"_s;
        flow.id = 9;
        works.prepend(flow);
        Lanes lanes;
        lanes.setComponents(works);
        lanes.setSlots({{.work = 9, .dueUs = 1}});
        const auto count = [&] {
            QStringList found;
            for (std::size_t lane = 0; lane < lanes.size(); ++lane)
                if (!lanes.at(lane).dues.empty())
                    found += lanes.at(lane).title.path;
            return found;
        };
        QCOMPARE(count(), QStringList("a"));
        lanes.setFolded(u"a"_s, true);
        QCOMPARE(count(), QStringList("a"));
        lanes.setFolded(QString(), true);
        QCOMPARE(count(), QStringList(QString()));
    }

    void theWindowReadsThemAndWhatComes()
    {
        const auto data = historyOfTwo();
        Shown shown(data);
        SchedulesModel *model = shown.window.schedules()->model();
        QTRY_COMPARE(model->rowCount(), 1);
        QTRY_COMPARE(shown.window.schedules()->slotsModel()->rowCount(), 3);
        const int lane = shown.window.timeline()->view()->lanes().laneOf(1);
        QTRY_COMPARE(shown.window.timeline()->view()->lanes().at(std::size_t(lane)).dues.size(), std::size_t(3));
        {
            const std::scoped_lock lock(data->mutex);
            data->slots.append(slotOf(4, 5, SlotDecision::Skipped));
            data->schedules.first().paused = now;
            ++data->counter;
        }
        QTRY_COMPARE(shown.window.schedules()->slotsModel()->rowCount(), 4);
        QCOMPARE(model->index(0, int(ScheduleColumn::Paused)).data().toString(), u"paused"_s);
    }

    void aSlotLeadsToItsRun()
    {
        Shown shown(historyOfTwo());
        SchedulesView &view = *shown.window.schedules();
        QTRY_COMPARE(view.slotsModel()->rowCount(), 3);
        shown.window.showPage(u"schedules"_s);
        QVERIFY(view.isVisible());
        const QPoint oldest = view.slotsTable()->visualRect(view.slotsModel()->index(2, 0)).center();
        QTest::mouseClick(view.slotsTable()->viewport(), Qt::LeftButton, {}, oldest);
        QTest::mouseDClick(view.slotsTable()->viewport(), Qt::LeftButton, {}, oldest);
        QVERIFY(shown.window.runsView()->isVisible());
        QCOMPARE(shown.window.runsView()->currentRun(), 1);
    }

    void aCellOfTheGridFiltersTheRuns()
    {
        Shown shown(historyOfTwo());
        shown.window.showPage(u"Grid"_s);
        GridView &grid = *shown.window.grid();
        QTRY_VERIFY(grid.isVisible());
        grid.setCurrentIndex(grid.model()->index(0, 0));
        QTest::keyClick(&grid, Qt::Key_Return);
        QCOMPARE(shown.window.filterBox()->text(), u"work:a.b since:2026-11-20 until:2026-11-20"_s);
        QVERIFY(shown.window.runsView()->isVisible());
        QTRY_COMPARE(shown.window.runsModel()->rowCount(), 2);
    }
};

QTEST_MAIN(TestSchedulesView)
#include "tst_schedulesview.moc"
