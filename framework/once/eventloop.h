// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callstore.h>
#include <once/child.h>
#include <once/clock.h>
#include <once/store.h>

#include <QObject>

#include <functional>

namespace once {

namespace detail {
class ScheduleBook;
}

struct LoopOptions
{
    Clock *clock = nullptr;  // the flow's time; null: the system's. Outlives the loop
    Clock *stamps = nullptr; // the time of the records and intervals; null: `clock`, but the system's in a replay
    Store *store = nullptr;  // where the history is kept; null: in memory. Outlives the loop
    CallStore *calls = nullptr; // shared with other processes, for works with .share; null: none. Outlives the loop
    QTimeZone zone = QTimeZone::systemTimeZone();
    std::chrono::milliseconds heartbeat{1000}; // a tick at least so often, for what nobody announces; 0: none
    int threads = 0;                           // 0: one for each core, at least four
    ExecutorKind executor = ExecutorKind::Threads;
    qint64 mostTicks = 0;                      // then it ends, with the runs that are under way; 0: none
    bool isPaused = false;                     // at tick 0, until resume()
    std::size_t manyCalls = 100'000;           // a work that remembers so many is warned of once
};

// How the loop stands, for people.
enum class Stage { Running, Paused, Failed, Ending, Ended };
QString toWord(Stage stage);

// Ticks the flow at the root for ever: at the start, when state has changed, a run has ended, time is due or a command
// has come in, and at every heartbeat; sleeps in between. Lives in the thread that made it, which has a Qt event
// dispatcher; what may be called from any thread says so.
class EventLoop : public QObject
{
    Q_OBJECT

public:
    // The tree outlives the loop. Brings back what the store has of it.
    explicit EventLoop(detail::AppRoot &root, LoopOptions options = {});
    ~EventLoop() override; // waits for the runs that are under way

    // Runs until quit() or Flow::stop(); returns the exit code.
    int exec();

    // For tests and scripts: until the condition holds, which is asked after every turn. False when the time,
    // a real one, is over first.
    bool runUntil(const std::function<bool()> &condition,
                  std::chrono::milliseconds timeout = std::chrono::seconds(30));
    // Until nothing is queued, running or due: the app sleeps.
    bool runUntilIdle(std::chrono::milliseconds timeout = std::chrono::seconds(30));

    // Any thread:
    void wake();                             // many wakes make one tick
    void post(std::function<void()> function); // runs in the loop's thread before the next tick
    void pause();
    void resume();
    void quit(int exitCode = 0); // no more ticks; the runs under way are waited for
    void interrupt(int exitCode = 0); // the same, and they are asked to stop; see Work::isStopRequested()

    Instant time() const; // of the flow; for the loop's thread
    detail::ScheduleBook &schedules() const; // for the loop's thread; what is done there is followed by wake()
    Component &root() const; // for the loop's thread; what is done to the tree there is followed by wake()

    qint64 ticks() const;
    Stage stage() const;
    std::size_t activeRuns() const; // queued or running
    bool isIdle() const;
    int exitCode() const;

Q_SIGNALS:
    void ticked(qint64 number);
    void runChanged(const once::Run &run); // ended, tried again, or under way for some 50 ms; safe in the store
    void reported(const once::Activity &activity); // a warning, a failure, a pause: once each
    void ended(int exitCode, const QString &message);

protected:
    bool event(QEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace once
