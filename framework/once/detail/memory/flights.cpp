// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/memory/flights.h>

namespace once::detail {

namespace {

std::string needsItself(const QString &function)
{
    return "once: " + function.toStdString() + " needs its own result: while it is computed, it is called with the same arguments";
}

} // namespace

void throwNeedsItself(const QString &function) { throw std::logic_error(needsItself(function)); }

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
    auto flight = std::make_shared<Flight>(std::this_thread::get_id());
    m_flights[key] = flight;
    return flight;
}

void Flights::end(const CallKey &key, const std::shared_ptr<Flight> &flight)
{
    flight->isDone = true;
    if (find(key) == flight)
        m_flights.erase(key);
    m_ended->notify_all();
}

void Flights::wait(const std::shared_ptr<Flight> &flight, std::unique_lock<std::mutex> &lock, const QString &function)
{
    const Waiting waiting(flight, needsItself(function));
    m_ended->wait(lock, [&] { return flight->isDone.load(); });
}

} // namespace once::detail
