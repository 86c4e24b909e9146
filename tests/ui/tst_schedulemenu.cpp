// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What the window lets people tell the schedules of an app that runs.
#include <once/backfilldialog.h>
#include <once/banner.h>
#include <once/mainwindow.h>
#include <once/schedulemenu.h>
#include <once/schedulesview.h>

#include <support/recorder.h>
#include <support/runningapp.h>

#include <QAction>
#include <QApplication>
#include <QDateTimeEdit>
#include <QInputDialog>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

class Backs : public Work
{
public:
    void run(const Slot &slot) { executed.add(slot.nominal()); }
};

// Due at the turn of the year, and so hardly ever while it is tested.
class Nightly : public Flow
{
public:
    Child<Backs> backs{this, "backs", {.version = "1"}};

    void run()
    {
        executed.add(u"tick"_s);
        if (const auto slot = clock().slot({.rule = u"0 0 1 1 *"_s, .zone = "UTC", .name = u"night"_s}))
            backs.run(*slot);
    }
};

template <typename Dialog>
Dialog *shown()
{
    for (QWidget *widget : QApplication::topLevelWidgets())
        if (auto *dialog = qobject_cast<Dialog *>(widget); dialog && dialog->isVisible())
            return dialog;
    return nullptr;
}

QPushButton *defaultButton(const QDialog &dialog)
{
    for (QPushButton *button : dialog.findChildren<QPushButton *>())
        if (button->isDefault())
            return button;
    return nullptr;
}

} // namespace

class ScheduleMenuTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_place;
    std::optional<QTemporaryDir> m_data;
    std::optional<RunningApp<Nightly>> m_app;
    std::optional<MainWindow> m_window;

    SchedulesView &view() { return *m_window->schedules(); }
    QString cell(ScheduleColumn column) { return view().model()->index(0, int(column)).data().toString(); }

    // When it is opened; those that are off are in brackets.
    QStringList offered()
    {
        Q_EMIT view().menu()->aboutToShow();
        QStringList texts;
        for (const QAction *action : view().menu()->actions()) {
            if (action->isVisible() && !action->isSeparator())
                texts += action->isEnabled() ? action->text().remove(u'&') : u"(%1)"_s.arg(action->text().remove(u'&'));
        }
        return texts;
    }

    void choose(const QString &text)
    {
        QTRY_VERIFY(offered().contains(text));
        for (QAction *action : view().menu()->actions())
            if (action->text().remove(u'&') == text)
                return action->trigger();
    }

    QString message() { return m_window->statusBar()->currentMessage(); }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_RUNTIME_DIR", m_place.path().toLocal8Bit());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_place.path());
    }

    void init()
    {
        executed.take();
        m_data.emplace();
        m_app.emplace(m_data->path(), "nightly");
        QTRY_VERIFY(executed.contains(u"tick"_s));
        m_window.emplace(m_data->path());
        m_window->show();
        QTRY_COMPARE(view().model()->rowCount(), 1);
    }

    void cleanup()
    {
        m_window.reset();
        m_app.reset();
    }

    void aSlotIsTriggeredAndRuns()
    {
        QCOMPARE(cell(ScheduleColumn::LastSlot), QString());
        choose(u"Trigger now"_s);
        QTRY_COMPARE(cell(ScheduleColumn::LastOutcome), u"Succeeded"_s);
        QVERIFY(executed.contains(cell(ScheduleColumn::LastSlot)));
        QVERIFY2(message().startsWith(u"night was triggered: "), qPrintable(message()));
        QCOMPARE(view().slotsModel()->index(0, int(SlotColumn::Kind)).data().toString(), u"by hand"_s);
        QCOMPARE(cell(ScheduleColumn::Works), u"backs"_s);
    }

    void itIsPausedWithANoteAndGoesOn()
    {
        choose(u"Pause…"_s);
        auto *dialog = shown<QInputDialog>();
        QVERIFY(dialog);
        dialog->setTextValue(u"holidays"_s);
        dialog->accept();
        QTRY_COMPARE(cell(ScheduleColumn::Paused), u"paused: holidays"_s);
        QCOMPARE(message(), u"night is paused: none of its slots runs until it is resumed."_s);
        QVERIFY(!offered().contains(u"Pause…"_s));
        choose(u"Resume"_s);
        QTRY_COMPARE(cell(ScheduleColumn::Paused), QString());
        QCOMPARE(message(), u"night goes on."_s);
    }

    void theNextOneIsSkipped()
    {
        choose(u"Skip next"_s);
        QTRY_COMPARE(view().slotsModel()->rowCount(), 1);
        QCOMPARE(view().slotsModel()->index(0, int(SlotColumn::Decision)).data().toString(), u"Skipped"_s);
        QVERIFY(message().startsWith(u"night skips "));
        QVERIFY(!executed.contains(view().slotsModel()->index(0, 0).data().toString()));
    }

    void aBackfillIsShownBeforeItIsDone()
    {
        choose(u"Backfill…"_s);
        auto *dialog = shown<BackfillDialog>();
        QVERIFY(dialog);
        QPushButton *button = defaultButton(*dialog);
        dialog->findChild<QDateTimeEdit *>(u"To"_s)->setDateTime(QDateTime(QDate(2024, 6, 1), QTime(0, 0)));
        dialog->findChild<QDateTimeEdit *>(u"From"_s)->setDateTime(QDateTime(QDate(2022, 6, 1), QTime(0, 0)));
        QVERIFY(!button->isEnabled());
        QTRY_VERIFY(button->isEnabled());
        QCOMPARE(button->text(), u"Run 2 slots"_s);
        const auto *list = dialog->findChild<QListWidget *>();
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->item(0)->text(), u"2023-01-01T00:00"_s);
        QVERIFY(!executed.contains(u"2023-01-01T00:00"_s));
        button->click();
        QTRY_VERIFY(executed.contains(u"2024-01-01T00:00"_s));
        QVERIFY(executed.contains(u"2023-01-01T00:00"_s));
        QTRY_VERIFY(!shown<BackfillDialog>());
        QCOMPARE(message(), u"2 slots of night to run."_s);
        choose(u"Backfill…"_s);
        dialog = shown<BackfillDialog>();
        QTRY_COMPARE(dialog->findChild<QListWidget *>()->count(), 0);
        QVERIFY(!defaultButton(*dialog)->isEnabled());
    }

    void whereNoAppRunsTheMenuSaysSo()
    {
        m_app->end();
        QTRY_COMPARE(offered(), QStringList({u"(The app does not run.)"_s, u"(Trigger now)"_s, u"(Skip next)"_s,
                                             u"(Backfill…)"_s, u"(Pause…)"_s}));
    }

    void whenTheAppEndsMeanwhileTheDialogSaysSo()
    {
        choose(u"Backfill…"_s);
        auto *dialog = shown<BackfillDialog>();
        QVERIFY(dialog);
        m_app->end();
        QTRY_COMPARE(offered().first(), u"(The app does not run.)"_s);
        dialog->findChild<QDateTimeEdit *>(u"From"_s)->setDateTime(QDateTime(QDate(2022, 6, 1), QTime(0, 0)));
        QTRY_VERIFY(dialog->findChild<Banner *>()->text().startsWith(u"nightly does not answer."));
        QVERIFY(!defaultButton(*dialog)->isEnabled());
    }
};

QTEST_MAIN(ScheduleMenuTest)
#include "tst_schedulemenu.moc"
