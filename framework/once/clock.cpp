// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/clock.h>

#include <time.h>

namespace once {

using std::chrono::milliseconds;

namespace {

// Rounded up, so that a sleeper does not wake before its time.
milliseconds distance(Instant now, Instant due)
{
    return due <= now ? milliseconds(0) : std::chrono::ceil<milliseconds>(due - now);
}

} // namespace

void Clock::tellListener() const
{
    if (m_listener)
        m_listener();
}

Instant SystemClock::now() const
{
    return std::chrono::time_point_cast<Microseconds>(std::chrono::system_clock::now());
}

std::optional<Clock::Elapsed> SystemClock::elapsed() const
{
    const auto read = [](clockid_t clock) {
        timespec time{};
        ::clock_gettime(clock, &time);
        return std::chrono::floor<Microseconds>(std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec));
    };
    return Elapsed{read(CLOCK_MONOTONIC), read(CLOCK_BOOTTIME)};
}

std::optional<milliseconds> SystemClock::delayUntil(Instant due) const
{
    return distance(now(), due);
}

std::optional<milliseconds> FakeClock::delayUntil(Instant due) const
{
    if (due <= now())
        return milliseconds(0);
    return {};
}

void FakeClock::move(Microseconds now, Elapsed elapsed)
{
    m_elapsed = {m_elapsed.awake + elapsed.awake, m_elapsed.all + elapsed.all};
    m_now = m_now.load() + now;
    tellListener();
}

void FakeClock::set(Instant now)
{
    const Microseconds by = now - m_now.load(), passed = std::max(by, Microseconds());
    move(by, {passed, passed});
}

void FakeClock::step(Microseconds by) { move(by, {}); }

void FakeClock::suspend(Microseconds by) { move(by, {{}, by}); }

ReplayClock::ReplayClock(QDate first, QDate last, ReplayOptions options)
    : m_day(first), m_last(last), m_options(std::move(options))
{}

Instant ReplayClock::now() const
{
    using namespace std::chrono_literals;
    const Instant noonUtc = fromDateTime(QDateTime(m_day, QTime(12, 0), Qt::UTC));
    return noonUtc - std::chrono::seconds(m_options.zone.offsetFromUtc(toDateTime(noonUtc, QTimeZone::utc())));
}

std::optional<milliseconds> ReplayClock::nextTurn() const
{
    if (m_day >= m_last)
        return {};
    return milliseconds(m_options.speed > 0 ? qint64(1000 / m_options.speed) : 0);
}

} // namespace once
