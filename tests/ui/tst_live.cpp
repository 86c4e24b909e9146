// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// An app and the window onto it in one process: runWithDashboard().
#include <once/banner.h>
#include <once/controlclient.h>
#include <once/dashboard.h>
#include <once/mainwindow.h>

#include <support/arguments.h>
#include <support/gate.h>

#include <QAction>
#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <csignal>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

Gate gate; // that the work's run waits at

class Waits : public Work
{
public:
    void run() { gate.pass(); }
};

// What a user does at the window, in the window's thread.
using User = std::function<void(MainWindow &)>;

MainWindow *shownWindow()
{
    for (QWidget *widget : QApplication::topLevelWidgets())
        if (auto *window = qobject_cast<MainWindow *>(widget))
            return window;
    return nullptr;
}

void letUserIn(const User &user)
{
    if (MainWindow *window = shownWindow())
        user(*window);
    gate.open();
    if (QTest::currentTestFailed() || !shownWindow())
        QApplication::quit();
}

struct Plan
{
    User user;
    bool endsItself = false;
};

class Live : public Flow
{
    const Plan m_plan;
    bool m_hasBegun = false;

public:
    explicit Live(const Plan &plan) : m_plan(plan) { }

    Child<Waits> waits{this, "waits", {.version = "1"}};

    void run()
    {
        if (!std::exchange(m_hasBegun, true)) // the window is there before the first tick
            QMetaObject::invokeMethod(qApp, [user = m_plan.user] { letUserIn(user); });
        waits.run();
        if (m_plan.endsItself)
            stop();
    }
};

// An app by itself.
class Alone : public Work
{
    const User m_user;

public:
    explicit Alone(const User &user) : m_user(user) { }

    void run()
    {
        QMetaObject::invokeMethod(qApp, [user = m_user] { letUserIn(user); });
        gate.pass();
    }
};

QString stateOf(const MainWindow &window, RunId run)
{
    return window.runsModel()->indexOf(run).data().toString();
}

void press(MainWindow &window, const QString &text)
{
    for (QAction *action : window.actions())
        if (QString(action->text()).remove(u'&') == text)
            return action->trigger();
    QFAIL(qPrintable(u"There is no action "_s + text));
}

} // namespace

class TestLive : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_place;
    std::optional<QTemporaryDir> m_data;

    int run(const Plan &plan) const
    {
        Arguments arguments({"--data-dir", m_data->path()}, "live");
        App app(arguments.count(), arguments.data());
        return runWithDashboard<Live>(app, plan);
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("DISPLAY", ":0"); // by which an app sees that there can be a window
        qputenv("XDG_RUNTIME_DIR", m_place.path().toLocal8Bit());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_place.path());
    }

    void init()
    {
        gate.close();
        m_data.emplace();
    }

    void showsARunThatEndsWhileItIsOpenAndEndsTheAppWhenItIsClosed()
    {
        const int exitCode = run({.user = [](MainWindow &window) {
            QTRY_COMPARE(stateOf(window, 1), u"Running"_s);
            gate.open();
            QTRY_COMPARE(stateOf(window, 1), u"Succeeded"_s);
            QVERIFY(window.close());
        }});
        QCOMPARE(exitCode, 0);
        const HistoryInfo info = History::open(m_data->path())->info();
        QVERIFY(info.ended != Instant());
        QCOMPARE(info.exitCode, 0);
    }

    void staysWhenTheAppHasEndedUntilItIsClosed()
    {
        const int exitCode = run({.user =
                                      [](MainWindow &window) {
                                          gate.open();
                                          QTRY_VERIFY(window.banner()->text().startsWith(u"App ended "_s));
                                          QVERIFY(window.isVisible());
                                          QVERIFY(window.close());
                                      },
                                  .endsItself = true});
        QCOMPARE(exitCode, 0);
    }

    void showsAWorkThatIsAnAppByItself()
    {
        const User user = [](MainWindow &window) {
            QTRY_COMPARE(stateOf(window, 1), u"Running"_s);
            gate.open();
            QTRY_COMPARE(stateOf(window, 1), u"Succeeded"_s);
            QTRY_VERIFY(window.banner()->text().startsWith(u"App ended "_s));
            const auto *tree = window.findChild<QTreeView *>(u"componentTree"_s)->model();
            QCOMPARE(tree->rowCount(), 1);
            QVERIFY(tree->index(0, 0).data().toString().endsWith(u"Alone"_s));
            QVERIFY(!tree->hasChildren(tree->index(0, 0)));
            QVERIFY(window.close());
        };
        Arguments arguments({"--data-dir", m_data->path()}, "alone");
        App app(arguments.count(), arguments.data());
        QCOMPARE(runWithDashboard<Alone>(app, WorkOptions{}, user), 0);
    }

    void endsWithAnAppThatIsEndedByASignal()
    {
        const int exitCode = run({.user = [](MainWindow &window) {
            QTRY_COMPARE(stateOf(window, 1), u"Running"_s);
            gate.open();
            QTRY_COMPARE(stateOf(window, 1), u"Succeeded"_s);
            QCOMPARE(::kill(::getpid(), SIGTERM), 0);
        }});
        QCOMPARE(exitCode, 128 + SIGTERM);
    }

    void pausesAndGoesOn()
    {
        const QString folder = m_data->path();
        const int exitCode = run({.user = [folder](MainWindow &window) {
            gate.open();
            const auto stage = [&] { return ControlClient(folder).status().value_or(AppStatus()).stage; };
            press(window, u"Pause"_s);
            QTRY_COMPARE(stage(), u"paused"_s);
            QCOMPARE(window.banner()->text(), u"Paused. Nothing runs until you choose Run."_s);
            press(window, u"Run"_s);
            QTRY_COMPARE(stage(), u"running"_s);
            QCOMPARE(window.banner()->text(), QString());
            QVERIFY(window.close());
        }});
        QCOMPARE(exitCode, 0);
    }

    void aFolderInUseIsRefusedWithoutAWindow()
    {
        const auto other = Store::open(m_data->path());
        QCOMPARE(run({.user = [](MainWindow &) { QFAIL("there is a window"); }}), 7);
    }
};

QTEST_APPLESS_MAIN(TestLive)
#include "tst_live.moc"
