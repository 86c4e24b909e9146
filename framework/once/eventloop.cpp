// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/eventloop.h>

#include <once/detail/loop/loop.h>

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTimer>

namespace once {

using namespace std::chrono_literals;

namespace {

const auto turnEvent = QEvent::Type(QEvent::registerEventType());

} // namespace

// The Qt side: what wakes the loop. What a turn is lies in detail::Loop.
struct EventLoop::Private
{
    Private(EventLoop *loop, detail::AppRoot &root, const LoopOptions &options);

    void turn();
    void sleep();

    EventLoop *q;
    detail::AppRoot &root;
    QTimer timer;
    QDeadlineTimer armed;
    QEventLoop *exec = nullptr;
    detail::Loop loop; // last: its threads wake the ones above
};

EventLoop::Private::Private(EventLoop *owner, detail::AppRoot &top, const LoopOptions &options)
    : q(owner), root(top),
      loop(top, options,
           {.wake = [owner] { QCoreApplication::postEvent(owner, new QEvent(turnEvent)); },
            .ticked = [owner](qint64 number) { Q_EMIT owner->ticked(number); },
            .runChanged = [owner](const Run &run) { Q_EMIT owner->runChanged(run); },
            .reported = [owner](const Activity &activity) { Q_EMIT owner->reported(activity); }})
{
    timer.setSingleShot(true);
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, owner, [this] { turn(); });
}

void EventLoop::Private::turn()
{
    const bool hadEnded = loop.hasEnded();
    loop.turn();
    if (!loop.hasEnded())
        return sleep();
    if (!hadEnded)
        Q_EMIT q->ended(loop.exitCode(), loop.endMessage());
    if (exec)
        exec->exit(loop.exitCode());
}

// Sets the timer only when it would fire too late: one that fires too early finds nothing due, and costs less
// than setting it at every turn.
void EventLoop::Private::sleep()
{
    const auto delay = loop.delay();
    if (!delay || (timer.isActive() && armed.remainingTimeAsDuration() <= *delay))
        return;
    armed.setRemainingTime(*delay);
    timer.start(*delay);
}

EventLoop::EventLoop(detail::AppRoot &root, LoopOptions options)
    : d(std::make_unique<Private>(this, root, options))
{
    wake();
}

EventLoop::~EventLoop() = default;

int EventLoop::exec()
{
    if (d->loop.hasEnded())
        return d->loop.exitCode();
    QEventLoop exec;
    d->exec = &exec;
    exec.exec();
    d->exec = nullptr;
    return d->loop.exitCode();
}

bool EventLoop::runUntil(const std::function<bool()> &condition, std::chrono::milliseconds timeout)
{
    QTimer alarm;
    alarm.start(timeout);
    const QDeadlineTimer deadline(timeout);
    QEventLoop events;
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        events.processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

bool EventLoop::runUntilIdle(std::chrono::milliseconds timeout)
{
    return runUntil([this] { return isIdle(); }, timeout);
}

void EventLoop::wake()
{
    post([] {});
}

void EventLoop::post(std::function<void()> function)
{
    d->loop.post(std::move(function));
}

void EventLoop::pause()
{
    post([this] { d->loop.pause(); });
}

void EventLoop::resume()
{
    post([this] { d->loop.resume(); });
}

void EventLoop::quit(int exitCode)
{
    post([this, exitCode] { d->loop.stop(exitCode, {}); });
}

void EventLoop::interrupt(int exitCode)
{
    post([this, exitCode] { d->loop.interrupt(exitCode); });
}

Instant EventLoop::time() const { return d->loop.time(); }

detail::ScheduleBook &EventLoop::schedules() const { return d->loop.schedules(); }

Component &EventLoop::root() const
{
    return d->root.component();
}

qint64 EventLoop::ticks() const
{
    return d->loop.tick.number;
}

Stage EventLoop::stage() const
{
    return d->loop.stage();
}

std::size_t EventLoop::activeRuns() const
{
    return d->loop.activeRuns();
}

bool EventLoop::isIdle() const
{
    return d->loop.isIdle();
}

int EventLoop::exitCode() const
{
    return d->loop.exitCode();
}

bool EventLoop::event(QEvent *event)
{
    if (event->type() != turnEvent)
        return QObject::event(event);
    d->turn();
    return true;
}

QString toWord(Stage stage)
{
    constexpr std::array words{"running", "paused", "failed", "ending", "ended"};
    return QString::fromLatin1(words.at(std::size_t(stage)));
}

} // namespace once
