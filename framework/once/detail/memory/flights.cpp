// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/memory/flights.h>

#include <once/detail/kept/forking.h>

#include <map>

namespace once::detail {

namespace {

struct Works
{
    std::mutex mutex;
    std::map<std::pair<QString, CallKey>, std::shared_ptr<const Pending>> pending;
};

// Never destroyed. A child has what its parent had: the thread that has forked is at its calls there, too.
Works &works()
{
    static auto *all = new Works;
    return *all;
}

} // namespace

std::string needsItself(const QString &function)
{
    return "once: " + function.toStdString() + " needs its own result: while it is computed, it is called with the same arguments";
}

AtWork::AtWork(const QString &folder, const CallKey &key, std::shared_ptr<const Pending> pending) : m_call(folder, key)
{
    const Unforked unforked;
    const std::lock_guard lock(works().mutex);
    if (!folder.isEmpty()) // where nobody else comes to
        works().pending[m_call] = std::move(pending);
}

AtWork::~AtWork()
{
    const Unforked unforked;
    const std::lock_guard lock(works().mutex);
    works().pending.erase(m_call);
}

std::shared_ptr<const Pending> AtWork::find(const QString &folder, const CallKey &key)
{
    const Unforked unforked;
    const std::lock_guard lock(works().mutex);
    const auto it = works().pending.find({folder, key});
    return it == works().pending.end() ? nullptr : it->second;
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
    static_cast<void>(m_ended.release());
    m_ended = std::make_unique<std::condition_variable>();
}

std::shared_ptr<Flight> Flights::find(const CallKey &key)
{
    leaveThoseOfParent();
    const auto it = m_flights.find(key);
    return it == m_flights.end() ? nullptr : it->second;
}

std::shared_ptr<Flight> Flights::begin(const CallKey &key, const QString &function)
{
    auto flight = std::make_shared<Flight>(std::this_thread::get_id(), function);
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

void Flights::outdate(const CallKey &key)
{
    if (const auto flight = find(key)) {
        flight->isOutdated = true;
        m_flights.erase(key);
    }
}

void Flights::outdateOf(const QString *function)
{
    std::erase_if(m_flights, [function](const auto &known) {
        Flight &flight = *known.second;
        if (!function || flight.function == *function)
            flight.isOutdated = true;
        return flight.isOutdated.load();
    });
}

void Flights::wait(const std::shared_ptr<Flight> &flight, std::unique_lock<std::mutex> &lock, const QString &function)
{
    const Waiting waiting(flight, needsItself(function));
    m_ended->wait(lock, [&] { return flight->isDone.load(); });
}

} // namespace once::detail
