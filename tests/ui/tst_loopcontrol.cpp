// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// How a window steers a loop of its own process.
#include <once/loopcontrol.h>

#include <support/idle.h>

#include <QTest>

#include <thread>

using namespace once;
using namespace std::chrono_literals;

namespace {

struct Steered
{
    Steered() { control.attach(loop); }

    bool reaches(Stage stage)
    {
        return loop.runUntil([&] { return loop.stage() == stage; });
    }

    LoopControl control;
    Root<Idle> root;
    EventLoop loop{root, {.heartbeat = 0ms}};
};

} // namespace

class TestLoopControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thereIsNothingToSteerBeforeItIsAttached()
    {
        LoopControl control;
        control.pause();
        control.stop();
        QVERIFY(!control.isAttached());
    }

    void pauseAndResumeReachTheLoop()
    {
        Steered app;
        QVERIFY(app.control.isAttached() && !app.control.isPaused());
        app.control.pause();
        QVERIFY(app.control.isPaused()); // at once, so that the window need not wait
        QVERIFY(app.reaches(Stage::Paused));
        app.control.resume();
        QVERIFY(!app.control.isPaused());
        QVERIFY(app.reaches(Stage::Running));
    }

    void itSeesThatAnotherHasPaused()
    {
        Steered app;
        app.loop.pause();
        QVERIFY(app.loop.runUntil([&] { return app.control.isPaused(); }));
        app.loop.resume();
        QVERIFY(app.loop.runUntil([&] { return !app.control.isPaused(); }));
    }

    void aLoopThatBeginsPausedIsPaused()
    {
        Root<Idle> root;
        EventLoop loop(root, {.heartbeat = 0ms, .isPaused = true});
        LoopControl control;
        control.attach(loop);
        QVERIFY(control.isPaused());
    }

    void stopEndsTheLoopAndLetsGoOfIt()
    {
        Steered app;
        app.control.stop();
        QCOMPARE(app.loop.exec(), 0);
        QVERIFY(!app.control.isAttached());
        app.control.pause(); // reaches nobody
        app.control.stop();
        QCOMPARE(app.loop.stage(), Stage::Ended);
    }

    void anotherThreadMaySteer()
    {
        Steered app;
        std::jthread window([&] {
            app.control.pause();
            app.control.resume();
            app.control.stop();
        });
        QCOMPARE(app.loop.exec(), 0);
    }
};

QTEST_GUILESS_MAIN(TestLoopControl)
#include "tst_loopcontrol.moc"
