// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/eventloop.h>

#include <support/recorder.h>

// A flow of type T in a loop whose time the test moves: nothing happens by itself. In the records' oracle `executed`.
template <typename T>
class Driven
{
public:
    // The clock is its own unless the options have one; the heartbeat is that of the options.
    template <typename... Arguments>
    explicit Driven(once::LoopOptions options, Arguments &&...arguments)
        : root(std::forward<Arguments>(arguments)...), loop(root, completed(options))
    {
        QObject::connect(&loop, &once::EventLoop::reported, &loop, [this](const once::Activity &activity) {
            reports += activity.what + ": " + activity.detail;
        });
    }

    // What has executed until nothing is queued, running or due.
    QStringList settle()
    {
        if (!loop.runUntilIdle())
            return {QStringLiteral("it did not come to rest")};
        return executed.take();
    }

    QStringList settleAgain()
    {
        loop.wake();
        return settle();
    }

    QStringList settleAfter(once::Microseconds time)
    {
        clock.advance(time);
        return settle();
    }

    bool hasExecuted(const QString &line)
    {
        return loop.runUntil([&] { return executed.contains(line); });
    }

    // Whatever has come in is taken, and what is due by now is done.
    bool takesATurn()
    {
        bool hasTurned = false;
        loop.post([&] { hasTurned = true; });
        return loop.runUntil([&] { return hasTurned; });
    }

    bool ticksOnceMore()
    {
        const qint64 tick = loop.ticks();
        loop.wake();
        return loop.runUntil([&] { return loop.ticks() > tick; });
    }

    int end()
    {
        loop.quit();
        return loop.exec();
    }

    once::FakeClock clock;
    once::Root<T> root;
    once::EventLoop loop;
    QStringList reports; // "warning: the flow is slow ..."

private:
    once::LoopOptions completed(once::LoopOptions options)
    {
        if (!options.clock)
            options.clock = &clock;
        options.zone = QTimeZone::utc();
        return options;
    }
};
