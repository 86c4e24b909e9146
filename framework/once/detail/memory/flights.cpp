// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/memory/flights.h>

namespace once::detail {

void throwNeedsItself(const QString &function)
{
    throw std::logic_error("once: " + function.toStdString()
                           + " needs its own result: while it is computed, it is called with the same arguments");
}

// What the parent's threads wait on would wait for them.
Flights::~Flights()
{
    if (m_process != ::getpid())
        static_cast<void>(m_ended.release());
}

void Flights::leaveThoseOfParent()
{
    if (m_process == ::getpid())
        return;
    m_process = ::getpid();
    m_flights.clear();
    m_waiting.clear();
    static_cast<void>(m_ended.release());
    m_ended = std::make_unique<std::condition_variable>();
}

std::shared_ptr<Flight> Flights::find(const CallKey &key)
{
    leaveThoseOfParent();
    const auto it = m_flights.find(key);
    return it == m_flights.end() ? nullptr : it->second;
}

std::shared_ptr<Flight> Flights::begin(const CallKey &key)
{
    auto flight = std::make_shared<Flight>();
    flight->thread = std::this_thread::get_id();
    m_flights[key] = flight;
    return flight;
}

void Flights::end(const CallKey &key, const std::shared_ptr<Flight> &flight)
{
    flight->isOver = true;
    if (find(key) == flight)
        m_flights.erase(key);
    m_ended->notify_all();
}

// Whether the one who is at it is the thread, or waits for one who is, or for one who waits for it, and so on.
bool Flights::isOfThread(const Flight &flight, std::thread::id thread) const
{
    const Flight *at = &flight;
    for (std::size_t steps = 0; steps <= m_waiting.size(); ++steps) {
        if (at->thread == thread)
            return true;
        const auto it = m_waiting.find(at->thread);
        if (it == m_waiting.end())
            return false;
        at = it->second.get();
    }
    return false;
}

void Flights::wait(const std::shared_ptr<Flight> &flight, std::unique_lock<std::mutex> &lock, const QString &function)
{
    const auto self = std::this_thread::get_id();
    if (isOfThread(*flight, self))
        throwNeedsItself(function);
    m_waiting[self] = flight;
    m_ended->wait(lock, [&] { return flight->isOver; });
    m_waiting.erase(self);
}

} // namespace once::detail
