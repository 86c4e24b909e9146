// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/instant.h>

#include <atomic>
#include <functional>
#include <optional>

namespace once {

// Where an app's time comes from. Injected, so that tests turn days without sleeping and a replay lives
// through years in seconds. Lives in the loop's thread.
class Clock
{
public:
    virtual ~Clock() = default;

    virtual Instant now() const = 0;

    // The time that has passed since some moment, whatever the clock was set to; none for clocks that are not set.
    struct Elapsed
    {
        Microseconds awake; // while the machine was not suspended
        Microseconds all;
    };
    virtual std::optional<Elapsed> elapsed() const { return {}; }

    // How long to sleep until then; none when sleeping does not bring it nearer.
    virtual std::optional<std::chrono::milliseconds> delayUntil(Instant due) const = 0;

    // A clock that turns only when the app has come to rest: its tick has reached the end, and nothing is
    // queued or running. The times of the records and all intervals are then the system's.
    virtual bool turnsAtRest() const { return false; }
    // How long to wait before turn(); none when there is no further turn.
    virtual std::optional<std::chrono::milliseconds> nextTurn() const { return {}; }
    virtual void turn() {}
    virtual bool isOver() const { return false; } // nothing will ever turn it again, so the app may end

    // Called when time has been moved by hand.
    void setListener(std::function<void()> listener) { m_listener = std::move(listener); }

protected:
    void tellListener() const;

private:
    std::function<void()> m_listener;
};

class SystemClock : public Clock
{
public:
    Instant now() const override;
    std::optional<Elapsed> elapsed() const override;
    std::optional<std::chrono::milliseconds> delayUntil(Instant due) const override;
};

// Stands still until a test moves it.
class FakeClock : public Clock
{
public:
    explicit FakeClock(Instant start = fromMicroseconds(1'337'918'400'000'000)) : m_now(start) {} // 2012-05-25 04:00 UTC

    Instant now() const override { return m_now; } // any thread
    std::optional<std::chrono::milliseconds> delayUntil(Instant due) const override;

    std::optional<Elapsed> elapsed() const override { return m_elapsed; }

    void set(Instant now); // time passes until then; when it lies behind, the clock is set back
    void advance(Microseconds by) { set(now() + by); }
    void step(Microseconds by);    // the clock is set, forward or back
    void suspend(Microseconds by); // the machine sleeps

private:
    void move(Microseconds now, Elapsed elapsed);

    std::atomic<Instant> m_now;
    Elapsed m_elapsed{};
};

struct ReplayOptions
{
    QTimeZone zone = QTimeZone::systemTimeZone(); // the app's, so that its days are the replay's
    double speed = 0;  // days a second at most; 0: as fast as the works go
    bool stay = false; // at the last day, rather than ending the app
};

// Lives through the days from first to last, a day a turn, at noon of the zone.
class ReplayClock : public Clock
{
public:
    ReplayClock(QDate first, QDate last, ReplayOptions options = {});

    Instant now() const override;
    std::optional<std::chrono::milliseconds> delayUntil(Instant) const override { return {}; }
    bool turnsAtRest() const override { return true; }
    std::optional<std::chrono::milliseconds> nextTurn() const override;
    void turn() override { m_day = m_day.addDays(1); }
    bool isOver() const override { return m_day >= m_last && !m_options.stay; }

private:
    QDate m_day, m_last;
    ReplayOptions m_options;
};

} // namespace once
