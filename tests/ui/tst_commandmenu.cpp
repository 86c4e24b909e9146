// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What the window lets people tell an app that runs: its own commands, and what can be asked of one work.
#include <once/banner.h>
#include <once/command.h>
#include <once/commanddialog.h>
#include <once/commandmenu.h>
#include <once/mainwindow.h>
#include <once/runsview.h>
#include <once/workmenu.h>

#include <support/recorder.h>
#include <support/runningapp.h>

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDateEdit>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

class Weighs : public Work
{
public:
    void run(int round)
    {
        executed.add(u"round %1"_s.arg(round));
        if (round < 0)
            throw std::runtime_error("below 0");
    }
};

class Market : public Flow
{
public:
    Child<Weighs> weighs{this, "weighs", {.parallel = true, .version = "1"}};
    State<int> round{this, "round"};
    Command<QString, double, int, bool, QDate> add{
        this,
        "add",
        {"Adds a symbol from a day on.", {"symbol", "weight", "rank", "traded", "since"}},
        [](const QString &symbol, double weight, int rank, bool isTraded, QDate since) {
            executed.add(u"%1 %2 %3 %4 %5"_s.arg(symbol).arg(weight).arg(rank).arg(isTraded).arg(
                since.toString(Qt::ISODate)));
        }};
    Command<> close{this, "close", {"Closes the market.", {}}, [this] { round = -1; }};
    Command<> reopen{
        this, "reopen", {"Opens it again.", {}}, [] { throw std::invalid_argument("It is night."); }};

    void run() { weighs.run(round); }
};

QStringList textsOf(const QMenu &menu)
{
    QStringList texts;
    for (const QAction *action : menu.actions())
        texts +=
            action->isSeparator() ? u"-"_s : action->text() + (action->isEnabled() ? u""_s : u" (off)"_s);
    return texts;
}

// Which of the two it shows when it is opened.
QStringList offered(QMenu &menu)
{
    Q_EMIT menu.aboutToShow();
    QStringList texts;
    for (const QAction *action : menu.actions())
        if (const QString text = action->text().remove(u'&'); action->isVisible() && (text == "Pause" || text == "Resume"))
            texts += text;
    return texts;
}

void choose(QMenu &menu, const QString &text)
{
    for (QAction *action : menu.actions())
        if (action->text().remove(u'&').startsWith(text))
            return action->trigger();
    QFAIL(qPrintable(u"There is no "_s + text));
}

void pressEnter(const CommandDialog &dialog)
{
    for (QPushButton *button : dialog.findChildren<QPushButton *>())
        if (button->isDefault())
            return button->click();
    QFAIL("Enter does nothing");
}

template <typename Dialog>
Dialog *shown()
{
    for (QWidget *widget : QApplication::topLevelWidgets())
        if (auto *dialog = qobject_cast<Dialog *>(widget); dialog && dialog->isVisible())
            return dialog;
    return nullptr;
}

} // namespace

class CommandMenuTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_place;
    std::optional<QTemporaryDir> m_data;
    std::optional<RunningApp<Market>> m_app;
    std::optional<MainWindow> m_window;

    CommandMenu &commands() { return *m_window->findChild<CommandMenu *>(); }
    WorkMenu &workMenuOf(QWidget *view) { return *view->findChild<WorkMenu *>(); }

    void open()
    {
        m_window.emplace(m_data->path());
        m_window->show();
        QTRY_VERIFY(!textsOf(commands()).first().endsWith(u"(off)"));
    }

    CommandDialog *begin(const QString &command)
    {
        choose(commands(), command);
        auto *dialog = shown<CommandDialog>();
        if (!dialog)
            qFatal("there is no dialog");
        return dialog;
    }

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
        m_app.emplace(m_data->path(), "market");
        QTRY_VERIFY(executed.contains(u"round 0"_s));
        executed.take();
    }

    void cleanup()
    {
        m_window.reset();
        m_app.reset();
    }

    void theMenuListsWhatTheAppOffersWithWhatItDoes()
    {
        open();
        QCOMPARE(textsOf(commands()),
                 QStringList({"add… – Adds a symbol from a day on.", "close – Closes the market.",
                              "reopen – Opens it again."}));
    }

    void whereNoAppRunsTheMenusSaySo()
    {
        m_app->end();
        m_window.emplace(m_data->path());
        QSignalSpy loaded(&*m_window, &MainWindow::loaded);
        m_window->show();
        QVERIFY(loaded.wait());
        QCOMPARE(textsOf(commands()), QStringList("The app does not run. (off)"));
        WorkMenu &work = workMenuOf(m_window->runsView());
        Q_EMIT work.aboutToShow();
        QCOMPARE(textsOf(work).first(), u"The app does not run. (off)"_s);
        QVERIFY(std::ranges::none_of(work.actions(), &QAction::isEnabled));
    }

    void aMenuThatIsOpenWhenTheAppEndsSaysSoThen()
    {
        open();
        m_app->end();
        QTRY_COMPARE(textsOf(commands()), QStringList("The app does not run. (off)"));
    }

    void eachArgumentHasAFieldOfItsTypeAndReachesTheApp()
    {
        open();
        CommandDialog *dialog = begin(u"add"_s);
        dialog->findChild<QLineEdit *>(u"symbol"_s)->setText(u"7"_s); // a text, though it looks like a number
        dialog->findChild<QLineEdit *>(u"weight"_s)->setText(u"0.5"_s);
        dialog->findChild<QLineEdit *>(u"rank"_s)->setText(u"3"_s);
        dialog->findChild<QComboBox *>(u"traded"_s)->setCurrentText(u"true"_s);
        dialog->findChild<QDateEdit *>(u"since"_s)->setDate(QDate(2012, 2, 29));
        pressEnter(*dialog);
        QTRY_VERIFY(executed.contains(u"7 0.5 3 1 2012-02-29"_s));
        QTRY_VERIFY(!shown<CommandDialog>());
        QCOMPARE(m_window->statusBar()->currentMessage(), u"market has done add."_s);
    }

    void whatIsRefusedIsSaidInTheDialogWhichStays()
    {
        open();
        CommandDialog *dialog = begin(u"add"_s);
        dialog->findChild<QLineEdit *>(u"weight"_s)->setText(u"much"_s);
        pressEnter(*dialog);
        QTRY_COMPARE(
            dialog->findChild<Banner *>()->text(),
            u"market refuses.\nadd takes a number as weight, not \"much\"\nCorrect it, and do it again."_s);
        QVERIFY(dialog->isVisible());
        dialog->findChild<QLineEdit *>(u"weight"_s)->setText(u"1"_s);
        dialog->findChild<QLineEdit *>(u"rank"_s)->setText(u"1"_s);
        pressEnter(*dialog);
        QTRY_VERIFY(!shown<CommandDialog>());
        QCOMPARE(executed.take().size(), 1);
    }

    void aCommandWithoutArgumentsIsDoneAtOnce()
    {
        open();
        choose(commands(), u"close"_s);
        QTRY_COMPARE(m_window->statusBar()->currentMessage(), u"market has done close."_s);
        QTRY_VERIFY(executed.contains(u"round -1"_s));
    }

    void itsRefusalIsSaidInABox()
    {
        open();
        choose(commands(), u"reopen"_s);
        QTRY_VERIFY(shown<QMessageBox>());
        QCOMPARE(shown<QMessageBox>()->text(), u"market refuses."_s);
        QCOMPARE(shown<QMessageBox>()->informativeText(), u"It is night.\nCorrect it, and do it again."_s);
    }

    void whenTheAppEndsMeanwhileTheDialogSaysSo()
    {
        open();
        CommandDialog *dialog = begin(u"add"_s);
        m_app->end();
        QTRY_COMPARE(textsOf(commands()), QStringList("The app does not run. (off)"));
        pressEnter(*dialog);
        QTRY_VERIFY(dialog->findChild<Banner *>()->text().startsWith(u"market does not answer."_s));
    }

    void aWorkIsSteeredFromItsRowAndFromTheTree_data()
    {
        QTest::addColumn<bool>("isInTree");
        QTest::newRow("the table") << false;
        QTest::newRow("the tree") << true;
    }

    void aWorkIsSteeredFromItsRowAndFromTheTree()
    {
        QFETCH(bool, isInTree);
        open();
        auto *tree = m_window->findChild<QTreeView *>(u"componentTree"_s);
        QTRY_VERIFY(tree->model()->hasChildren(tree->model()->index(0, 0)));
        tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(0, 0)));
        WorkMenu &menu = isInTree ? workMenuOf(tree) : workMenuOf(m_window->runsView());
        QTRY_VERIFY((Q_EMIT menu.aboutToShow(), textsOf(menu).first() == u"weighs (off)"_s));
        QCOMPARE(textsOf(menu).size(), 8);
        choose(menu, u"Forget"_s);
        QTRY_VERIFY(executed.contains(u"round 0"_s));
        QTRY_COMPARE(m_window->statusBar()->currentMessage(), u"weighs runs again when it is next called."_s);
        choose(menu, u"Pause"_s);
        QTRY_COMPARE(m_window->statusBar()->currentMessage(),
                     u"weighs is paused: it starts no run until resume."_s);
        choose(commands(), u"close"_s);
        QTRY_COMPARE(m_window->statusBar()->currentMessage(), u"market has done close."_s);
        QVERIFY(!executed.contains(u"round -1"_s));
        const QModelIndex weighs = tree->model()->index(0, 0, tree->model()->index(0, 0));
        QTRY_COMPARE(weighs.data().toString(), u"weighs, paused"_s);
        QCOMPARE(offered(menu), QStringList("Resume"));
        choose(menu, u"Resume"_s);
        QTRY_COMPARE(weighs.data().toString(), u"weighs"_s);
        QCOMPARE(offered(menu), QStringList("Pause"));
        QTRY_VERIFY(executed.contains(u"round -1"_s));
    }

    void theAppIsPausedFromAWindowBesideIt()
    {
        open();
        QAction *pause = nullptr;
        for (QAction *action : m_window->actions())
            if (action->text() == u"&Pause"_s)
                pause = action;
        QVERIFY(pause && pause->isEnabled());
        pause->trigger();
        QTRY_COMPARE(m_window->banner()->text(), u"Paused. Nothing runs until you choose Run."_s);
        QCOMPARE(pause->text(), u"&Run"_s);
        pause->trigger();
        QTRY_COMPARE(m_window->banner()->text(), QString());
    }
};

QTEST_MAIN(CommandMenuTest)
#include "tst_commandmenu.moc"
