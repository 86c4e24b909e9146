// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/banner.h>
#include <once/control.h>
#include <once/detailpane.h>
#include <once/filterbox.h>
#include <once/mainwindow.h>
#include <once/placeholder.h>
#include <once/runsview.h>
#include <once/theme.h>

#include <ui/shownwindow.h>
#include <ui/samplehistory.h>

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

const Instant start = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);

Run runOf(RunId id, Status status = Status::Succeeded)
{
    Run run{.id = id, .work = id % 2 ? u"root.a.b"_s : u"root.d"_s, .status = status, .tick = id};
    run.queued = run.started = start + std::chrono::minutes(id);
    if (isFinished(status))
        run.finished = run.started + std::chrono::seconds(3);
    if (status == Status::Failed)
        run.error = u"connection reset"_s;
    run.props = Value::of(Json{id});
    run.propNames = {u"day"_s};
    return run;
}

std::shared_ptr<test::FakeData> historyOf(int runs)
{
    auto data = test::fakeData();
    data->info.started = start;
    for (RunId id = 1; id <= runs; ++id)
        data->put(runOf(id, id % 10 == 0 ? Status::Failed : Status::Succeeded));
    return data;
}

class FakeControl : public Control
{
public:
    bool isAttached() const override { return true; }
    bool isPaused() const override { return paused; }
    void resume() override { paused = false; }
    void pause() override { paused = true; }

    bool paused = false;
};

struct Shown : test::ShownWindow
{
    using ShownWindow::ShownWindow;

    RunsView &view() { return *window.runsView(); }
    void press(const QString &text)
    {
        for (QAction *action : window.actions()) {
            if (QString(action->text()).remove(u'&') == text)
                return action->trigger();
        }
        QFAIL(qPrintable(u"There is no action "_s + text));
    }
    void filter(const QString &text)
    {
        window.filterBox()->setText(text);
        window.filterBox()->apply();
    }
};

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void showsTheRunsAndTheNewestOfThemInDetail();
    void followsAnAppThatRuns();
    void readsAHistoryThatIsLargerThanTheFirstPage();
    void filtersWhatIsTyped();
    void keepsTheLastValidFilter();
    void stepsThroughRunsByKeyboard();
    void copiesTheRow();
    void copiesWhyARunRan();
    void enterGoesToTheDetailAndEscapeBack();
    void aRunHasAContextMenu();
    void whyIsReadInWhole_data();
    void whyIsReadInWhole();
    void docksGiveWayInANarrowWindow();
    void keepsItsPlaceWhileRunsComeIn();
    void followsTheNewest();
    void keepsTheSelectionWhileRunsComeIn();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();
    void offersToRemoveTheTermThatHides();
    void saysHowTheAppEnded_data();
    void saysHowTheAppEnded();
    void callsRunsOfAGoneProcessLost();
    void saysWhatARunHasNot();
    void theColumnOfAttemptsIsHiddenUntilItIsChosen();
    void saysWhyAFileCannotBeRead();
    void showsAHistoryThatAppearsLater();
    void steersTheApp();
    void explainsWhyItCannotSteer();
    void everyActionHasATextAndAShortcutOfItsOwn();
    void everyPlaceThatTakesTheFocusHasAName();
    void changesItsThemeAtRunTime();
    void remembersTheTheme();
    void readsAFileThatAStoreWrote();
};

void TestMainWindow::initTestCase()
{
    static const QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
}

void TestMainWindow::init() { QVERIFY(QApplication::topLevelWidgets().isEmpty()); }

void TestMainWindow::showsTheRunsAndTheNewestOfThemInDetail()
{
    Shown shown(historyOf(20));
    QCOMPARE(shown.window.windowTitle(), u"Nightly – Once"_s);
    QCOMPARE(shown.window.runsModel()->rowCount(), 20);
    QCOMPARE(shown.view().currentRun(), 20);
    QCOMPARE(shown.window.focusWidget(), &shown.view());
    QTRY_COMPARE(shown.window.detailPane()->emptyText(DetailPane::Error), QString()); // run 20 failed
    QCOMPARE(shown.window.detailPane()->emptyText(DetailPane::Why), QString());
}

void TestMainWindow::followsAnAppThatRuns()
{
    const auto data = historyOf(20);
    Shown shown(data);
    data->put(runOf(21, Status::Running));
    QTRY_COMPARE(shown.window.runsModel()->rowCount(), 21);
    const auto word = [&] { return shown.window.runsModel()->indexOf(21).data().toString(); };
    QCOMPARE(word(), u"Running"_s);
    data->put(runOf(21));
    QTRY_COMPARE(word(), u"Succeeded"_s);
}

void TestMainWindow::readsAHistoryThatIsLargerThanTheFirstPage()
{
    Shown shown(historyOf(1'000));
    QCOMPARE(shown.window.runsModel()->rowCount(), 1'000);
    QCOMPARE(shown.view().currentRun(), 1'000);
}

void TestMainWindow::filtersWhatIsTyped()
{
    Shown shown(historyOf(100));
    QTest::keyClicks(shown.window.filterBox(), u"state:failed work:d"_s);
    QTRY_COMPARE(shown.window.runsModel()->rowCount(), 10);
    shown.filter(u"reset -id:100"_s);
    QTRY_COMPARE(shown.window.runsModel()->rowCount(), 9);
    shown.filter({});
    QTRY_COMPARE(shown.window.runsModel()->rowCount(), 100);
    shown.press(u"Failed only"_s);
    QCOMPARE(shown.window.filterBox()->text(), u"state:failed,timedOut,lost"_s);
    QTRY_COMPARE(shown.window.runsModel()->rowCount(), 10);
    shown.press(u"Failed only"_s);
    QTRY_COMPARE(shown.window.runsModel()->rowCount(), 100);
}

void TestMainWindow::keepsTheLastValidFilter()
{
    Shown shown(historyOf(100));
    shown.filter(u"state:failed"_s);
    QTRY_COMPARE(shown.window.runsModel()->rowCount(), 10);
    QSignalSpy mistakes(shown.window.filterBox(), &FilterBox::mistakeChanged);
    shown.filter(u"state:failed id:x"_s);
    QCOMPARE(mistakes.last()[0].toString(), u"“x” is no whole number, such as 42 or 10..20."_s);
    QCOMPARE(shown.window.filterBox()->text(), u"state:failed id:x"_s);
    QCOMPARE(shown.window.runsModel()->rowCount(), 10);
}

void TestMainWindow::stepsThroughRunsByKeyboard()
{
    Shown shown(historyOf(30));
    shown.press(u"Next run"_s);
    QCOMPARE(shown.view().currentRun(), 29);
    shown.press(u"Previous run"_s);
    QCOMPARE(shown.view().currentRun(), 30);
    shown.press(u"Previous run"_s);
    QCOMPARE(shown.view().currentRun(), 30);
    shown.press(u"Next failed run"_s);
    QCOMPARE(shown.view().currentRun(), 20);
    shown.press(u"Previous failed run"_s);
    QCOMPARE(shown.view().currentRun(), 30);
}

void TestMainWindow::copiesTheRow()
{
    Shown shown(historyOf(3));
    shown.press(u"Copy row"_s);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"Succeeded\ta.b\t"_s));
}

void TestMainWindow::copiesWhyARunRan()
{
    Shown shown(historyOf(3));
    QTRY_VERIFY(!shown.window.detailPane()->whyText().isEmpty());
    shown.press(u"Copy why"_s);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.startsWith(u"a.b ran at 2026-11-21 00:03:00 (run 3, succeeded) because "_s), qPrintable(text));
}

void TestMainWindow::enterGoesToTheDetailAndEscapeBack()
{
    Shown shown(historyOf(3));
    shown.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown.window));
    QTRY_COMPARE(shown.window.detailPane()->emptyText(DetailPane::Why), QString());
    auto *dock = qobject_cast<QDockWidget *>(shown.window.detailPane()->parentWidget());
    QVERIFY(dock);
    dock->close();
    QTest::keyClick(&shown.view(), Qt::Key_Return);
    QVERIFY(shown.window.detailPane()->isVisible());
    QVERIFY(shown.window.detailPane()->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QCOMPARE(QApplication::focusWidget(), &shown.view());
    shown.window.detailPane()->showTab(DetailPane::Error); // where there is only a sentence
    QTest::keyClick(&shown.view(), Qt::Key_Return);
    QVERIFY(shown.window.detailPane()->isAncestorOf(QApplication::focusWidget()));
}

void TestMainWindow::aRunHasAContextMenu()
{
    Shown shown(historyOf(3));
    QStringList texts;
    for (const QAction *action : shown.view().actions())
        texts += QString(action->text()).remove(u'&');
    QCOMPARE(texts, QStringList({u"Show detail"_s, u"Copy row"_s, u"Copy why"_s, u"Work"_s}));
    QCOMPARE(shown.view().contextMenuPolicy(), Qt::ActionsContextMenu);
}

void TestMainWindow::whyIsReadInWhole_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("least");
    for (const auto &[width, least] :
         {std::pair(1'000, 120), {1'100, 220}, {1'280, 240}, {1'440, 240}, {1'600, 290}, {2'400, 290}})
        QTest::addRow("%d", width) << width << least;
}

void TestMainWindow::whyIsReadInWhole()
{
    QFETCH(int, width);
    QFETCH(int, least);
    Shown shown(historyOf(3));
    shown.window.resize(width, 800);
    const auto why = [&view = shown.view()] { return view.columnWidth(int(RunColumn::Why)); };
    const auto end = [&] { return shown.view().columnViewportPosition(int(RunColumn::Why)) + why(); };
    QTRY_VERIFY(why() >= least && end() <= shown.view().viewport()->width());
}

void TestMainWindow::docksGiveWayInANarrowWindow()
{
    Shown shown(historyOf(3));
    shown.window.resize(1'600, 800);
    const auto width = [&] { return shown.window.detailPane()->width(); };
    QTRY_COMPARE(width(), 380);
    shown.window.resize(1'100, 800);
    QTRY_VERIFY(width() < 300);
    shown.window.resize(1'600, 800);
    QTRY_COMPARE(width(), 380);
}

void TestMainWindow::keepsItsPlaceWhileRunsComeIn()
{
    const auto data = historyOf(1'000);
    Shown shown(data);
    shown.view().verticalScrollBar()->setValue(500);
    const RunId atTop = shown.view().indexAt({5, 5}).data(IdRole).toLongLong();
    for (RunId id = 1'001; id <= 1'038; ++id)
        data->put(runOf(id));
    QTRY_COMPARE(shown.window.runsModel()->rowCount(), 1'038);
    QCOMPARE(shown.view().indexAt({5, 5}).data(IdRole).toLongLong(), atTop);
    QCOMPARE(shown.view().newRows(), 38);
    shown.view().verticalScrollBar()->setValue(0);
    QCOMPARE(shown.view().newRows(), 0);
}

void TestMainWindow::followsTheNewest()
{
    const auto data = historyOf(1'000);
    Shown shown(data);
    shown.view().verticalScrollBar()->setValue(500);
    shown.press(u"Follow newest"_s);
    QCOMPARE(shown.view().currentRun(), 1'000);
    data->put(runOf(1'001));
    QTRY_COMPARE(shown.view().currentRun(), 1'001);
    QCOMPARE(shown.view().verticalScrollBar()->value(), 0);
    shown.view().verticalScrollBar()->setValue(100);
    QVERIFY(!shown.view().isFollowing());
}

void TestMainWindow::keepsTheSelectionWhileRunsComeIn()
{
    const auto data = historyOf(100);
    Shown shown(data);
    shown.view().setCurrentRun(50);
    for (RunId id = 101; id <= 300; ++id)
        data->put(runOf(id));
    QTRY_COMPARE(shown.window.runsModel()->rowCount(), 300);
    QCOMPARE(shown.view().currentRun(), 50);
    shown.view().sortByColumn(int(RunColumn::Work), Qt::AscendingOrder);
    QCOMPARE(shown.view().currentRun(), 50);
}

void TestMainWindow::saysWhatIsMissing_data()
{
    QTest::addColumn<int>("runs");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("text");
    QTest::newRow("no run yet") << 0 << u""_s << u"`Nightly` is at tick 12. No work has run yet."_s;
    QTest::newRow("nothing matches, and one term hides most")
        << 40 << u"state:failed id:1..3"_s
        << u"No run matches `state:failed id:1..3`. 4 match without `id:1..3`."_s;
    QTest::newRow("nothing matches one term")
        << 40 << u"state:lost"_s << u"No run matches `state:lost`. 40 match without `state:lost`."_s;
    QTest::newRow("one would match")
        << 10 << u"state:failed id:1"_s
        << u"No run matches `state:failed id:1`. 1 matches without `state:failed`."_s;
}

void TestMainWindow::saysWhatIsMissing()
{
    QFETCH(int, runs);
    QFETCH(QString, filter);
    QFETCH(QString, text);
    const auto data = historyOf(runs);
    data->info.ticks = 12;
    Shown shown(data);
    shown.filter(filter);
    QTRY_COMPARE(shown.window.runsPlaceholder()->text(), text);
}

void TestMainWindow::offersToRemoveTheTermThatHides()
{
    Shown shown(historyOf(40));
    shown.filter(u"state:failed id:1..3"_s);
    QTRY_COMPARE(shown.window.runsModel()->rowCount(), 0);
    Q_EMIT shown.window.runsPlaceholder()->clicked();
    QCOMPARE(shown.window.filterBox()->text(), u"state:failed"_s);
    QTRY_COMPARE(shown.window.runsModel()->rowCount(), 4);
}

void TestMainWindow::saysHowTheAppEnded_data()
{
    QTest::addColumn<qint64>("pid");
    QTest::addColumn<bool>("hasEnded");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("text");
    QTest::newRow("it runs") << qint64(4'311) << false << 0 << u""_s;
    QTest::newRow("it ended well") << qint64(0) << true << 0
                                   << u"App ended 02:16:40, exit 0. You are looking at its history."_s;
    QTest::newRow("it ended badly") << qint64(0) << true << 1
                                    << u"App ended 02:16:40, exit 1. You are looking at its history."_s;
    QTest::newRow("it was killed")
        << qint64(0) << false << 0
        << u"The app is gone without having ended properly. You are looking at its history."_s;
}

void TestMainWindow::saysHowTheAppEnded()
{
    QFETCH(qint64, pid);
    QFETCH(bool, hasEnded);
    QFETCH(int, exitCode);
    const auto data = historyOf(5);
    data->info.pid = pid;
    data->info.exitCode = exitCode;
    if (hasEnded)
        data->info.ended = start + std::chrono::seconds(2 * 3'600 + 16 * 60 + 40);
    Shown shown(data);
    QTEST(shown.window.banner()->text(), "text");
    QCOMPARE(shown.window.banner()->isVisible(), pid == 0);
}

void TestMainWindow::callsRunsOfAGoneProcessLost()
{
    const auto data = historyOf(5);
    data->put(runOf(6, Status::Running));
    Shown shown(data);
    const auto word = [&] { return shown.window.runsModel()->indexOf(6).data().toString(); };
    QCOMPARE(word(), u"Running"_s);
    {
        const std::scoped_lock lock(data->mutex);
        data->info.pid = 0;
        ++data->counter;
    }
    QTRY_COMPARE(word(), u"Lost"_s);
}

void TestMainWindow::saysWhatARunHasNot()
{
    Shown shown(historyOf(1));
    DetailPane &pane = *shown.window.detailPane();
    QTRY_COMPARE(pane.emptyText(DetailPane::Log), u"This run wrote no log lines."_s);
    QCOMPARE(pane.emptyText(DetailPane::Result), u"`run` returned nothing."_s);
    QCOMPARE(pane.emptyText(DetailPane::Error), u"This run ended without an error."_s);
    QCOMPARE(pane.emptyText(DetailPane::Inputs), QString());
}

void TestMainWindow::theColumnOfAttemptsIsHiddenUntilItIsChosen()
{
    Shown shown(historyOf(1));
    QVERIFY(shown.view().isColumnHidden(int(RunColumn::Try)));
    const auto actions = shown.window.findChildren<QAction *>();
    const auto choice =
        std::ranges::find(actions, u"Try"_s, [](const QAction *action) { return action->text(); });
    QVERIFY(choice != actions.end());
    (*choice)->trigger();
    QVERIFY(!shown.view().isColumnHidden(int(RunColumn::Try)));
}

void TestMainWindow::saysWhyAFileCannotBeRead()
{
    MainWindow window(u"/nowhere/history.db"_s);
    window.show();
    QTRY_VERIFY(
        window.runsPlaceholder()->text().startsWith(u"There is no history at /nowhere/history.db."_s));
}

void TestMainWindow::showsAHistoryThatAppearsLater()
{
    QTemporaryDir folder;
    MainWindow window(folder.path());
    window.show();
    QTRY_VERIFY(window.runsPlaceholder()->text().startsWith(u"There is no history"_s));
    const auto store = Store::open(folder.path());
    store->put(runOf(1));
    store->commit();
    QTRY_COMPARE(window.runsView()->model()->rowCount(), 1);
    QCOMPARE(window.banner()->text(), QString());
}

void TestMainWindow::steersTheApp()
{
    FakeControl control;
    Shown shown(historyOf(3), &control);
    shown.press(u"Pause"_s);
    QVERIFY(control.paused);
    QCOMPARE(shown.window.banner()->text(), u"Paused. Nothing runs until you choose Run."_s);
    shown.press(u"Run"_s);
    QVERIFY(!control.paused);
    QCOMPARE(shown.window.banner()->text(), QString());
}

void TestMainWindow::explainsWhyItCannotSteer()
{
    Shown shown(historyOf(3));
    const auto actions = shown.window.actions();
    const auto run =
        std::ranges::find_if(actions, [](const QAction *action) { return action->text() == u"&Run"_s; });
    QVERIFY(run != actions.end());
    QVERIFY(!(*run)->isEnabled());
    QCOMPARE((*run)->toolTip(),
             u"The app does not run."_s);
}

void TestMainWindow::everyActionHasATextAndAShortcutOfItsOwn()
{
    Shown shown(historyOf(3));
    QStringList keys;
    for (const QAction *action : shown.window.actions()) {
        QVERIFY(!action->text().isEmpty());
        QVERIFY2(!action->shortcuts().isEmpty(), qPrintable(action->text()));
        for (const QKeySequence &shortcut : action->shortcuts()) {
            QVERIFY2(!keys.contains(shortcut.toString()), qPrintable(action->text()));
            keys.append(shortcut.toString());
        }
    }
    for (const QString &key : {u"/"_s, u"Ctrl+F"_s, u"J"_s, u"K"_s, u"N"_s, u"Shift+N"_s, u"F"_s, u"S"_s,
                               u"L"_s, u"Ctrl+C"_s, u"F5"_s, u"?"_s, u"1"_s, u"5"_s})
        QVERIFY2(keys.contains(key), qPrintable(key));
}

void TestMainWindow::everyPlaceThatTakesTheFocusHasAName()
{
    Shown shown(historyOf(3));
    for (const QWidget *widget : shown.window.findChildren<QWidget *>()) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
            continue;
        const QAccessibleInterface *interface =
            QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(),
                 widget->metaObject()->className());
    }
}

void TestMainWindow::changesItsThemeAtRunTime()
{
    Shown shown(historyOf(20));
    for (const Theme theme : {Theme::Light, Theme::Dark, Theme::Light, Theme::Dark}) {
        applyTheme(theme);
        const QWidget *ground = shown.view().viewport();
        const QPoint belowTheRows = ground->mapTo(&shown.window, QPoint(3, ground->height() - 4));
        const QColor painted = shown.window.grab().toImage().pixelColor(belowTheRows);
        QCOMPARE(painted, paletteOf(theme).color(QPalette::Base));
    }
}

void TestMainWindow::remembersTheTheme()
{
    const auto choice = [](const MainWindow &window, const QString &text) {
        for (QAction *action : window.findChildren<QAction *>())
            if (action->text() == text)
                return action;
        return static_cast<QAction *>(nullptr);
    };
    {
        Shown shown(historyOf(1));
        choice(shown.window, u"&Dark"_s)->trigger();
        QVERIFY(isDark(QApplication::palette()));
    }
    QCOMPARE(rememberedTheme(), Theme::Dark);
    applyTheme(rememberedTheme());
    Shown again(historyOf(1));
    QVERIFY(choice(again.window, u"&Dark"_s)->isChecked());
    choice(again.window, u"&Light"_s)->trigger();
    QCOMPARE(rememberedTheme(), Theme::Light);
}

void TestMainWindow::readsAFileThatAStoreWrote()
{
    QTemporaryDir folder;
    const test::SampleOptions options{.runs = 300};
    {
        const auto store = Store::open(folder.path());
        store->setSetting(u"app"_s, u"Nightly"_s);
        test::writeSampleHistory(*store, options);
        store->close();
    }
    MainWindow window(folder.path());
    QSignalSpy loaded(&window, &MainWindow::loaded);
    window.show();
    QVERIFY(loaded.wait());
    const RunsModel &model = *window.runsModel();
    QCOMPARE(model.rowCount(), options.runs);
    for (RunId id = 1; id <= options.runs; ++id) {
        const Run run = test::sampleRun(id, options);
        const QModelIndex row = model.indexOf(id);
        QCOMPARE(row.data().toString(), stateWord(run.status));
        QCOMPARE(row.siblingAtColumn(int(RunColumn::Work)).data().toString(), belowRoot(run.work));
        QCOMPARE(row.siblingAtColumn(int(RunColumn::Duration)).data().toString(),
                 durationText(run.duration()));
        QCOMPARE(row.siblingAtColumn(int(RunColumn::Tick)).data().toString(), grouped(run.tick));
        QCOMPARE(row.siblingAtColumn(int(RunColumn::Try)).data().toInt(), run.attempts.size() + 1);
    }
    const QModelIndex why = model.indexOf(299, int(RunColumn::Why));
    why.data();
    QTRY_COMPARE(why.data().toString(), shortText(test::sampleRun(299, options).cause));
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
