// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// How warm objects end: which ones have to go, when, and in which thread.
#include <once/detail/warm/warmobjects.h>

#include <QDebug>

#include <algorithm>

namespace once::detail {

void WarmObjects::retireTooOld(Objects &unused)
{
    if (!hasAges())
        return;
    const Microseconds time = now();
    Objects all;
    for (const auto &[key, object] : m_current)
        if (isTooOld(*object, time))
            all.push_back(object);
    for (const Object &object : all)
        retire(object, unused);
}

// Those in use stay, though they are too many: until they are let go of, others may share them.
void WarmObjects::retireTooMany(Objects &unused)
{
    const auto lastUse = [](const auto &entry) {
        return entry.second->users > 0 ? std::numeric_limits<quint64>::max() : entry.second->lastUse;
    };
    const auto bytes = [this] {
        qint64 sum = 0;
        for (const auto &[key, object] : m_current)
            sum += object->bytes;
        return sum;
    };
    while (m_living > m_rules.most || (m_rules.bytes > 0 && bytes() > m_rules.bytes)) {
        const auto oldest = std::ranges::min_element(m_current, {}, lastUse);
        if (oldest == m_current.end() || oldest->second->users > 0)
            return;
        retire(Object(oldest->second), unused);
    }
}

void WarmObjects::tearDown(Lock &lock, Objects objects)
{
    if (objects.empty())
        return;
    const auto pending = std::make_shared<Pending>(thread());
    m_tearDowns.push_back(pending);
    const auto all = [this, pending, objects = std::move(objects)] {
        for (const Object &object : objects)
            tearDown(*object);
        const Lock own(m_mutex);
        pending->isDone = true;
        std::erase(m_tearDowns, pending);
        m_changed.notify_all();
    };
    lock.unlock();
    if (isElsewhere())
        m_thread->post(all);
    else
        all();
    lock.lock();
}

void WarmObjects::tearDown(WarmObject &object) const
{
    try {
        if (m_rules.tearDown && object.object)
            m_rules.tearDown(object.object.get());
    } catch (const std::exception &error) {
        qWarning("once: the tear-down of a warm object failed: %s", error.what());
    } catch (...) {
        qWarning("once: the tear-down of a warm object failed");
    }
    object.object.reset();
}

// Nothing is made while something is torn down: what both need may be there only once. A tear-down that needs
// a warm object gets it.
void WarmObjects::waitForTearDowns(Lock &lock)
{
    const auto isOfOthers = [](const auto &pending) { return pending->by != std::this_thread::get_id(); };
    while (true) {
        const auto found = std::ranges::find_if(m_tearDowns, isOfOthers);
        if (found == m_tearDowns.end())
            return;
        const auto pending = *found;
        const Waiting waiting(pending, needsItself);
        m_changed.wait(lock, [&pending] { return pending->isDone.load(); });
    }
}

bool WarmObjects::isTooOld(const WarmObject &object, Microseconds now) const
{
    return object.making->isDone && due(object, now) <= now;
}

Microseconds WarmObjects::due(const WarmObject &object, Microseconds now) const
{
    Microseconds due = Microseconds::max();
    if (m_rules.timeToLive.count() > 0)
        due = object.made + m_rules.timeToLive;
    if (m_rules.idleTime.count() > 0)
        due = std::min(due, (object.users > 0 ? now : object.used) + m_rules.idleTime);
    return due;
}

// In the own thread. What is in use begins to be idle now at the earliest.
std::optional<std::chrono::milliseconds> WarmObjects::lookAround()
{
    Lock lock(m_mutex);
    Objects unused;
    retireTooOld(unused);
    tearDown(lock, std::move(unused));
    const Microseconds time = now();
    Microseconds next = Microseconds::max();
    for (const auto &[key, object] : m_current)
        if (object->making->isDone)
            next = std::min(next, due(*object, time));
    if (next == Microseconds::max())
        return {};
    return m_clock.delayUntil(m_clock.now() + (next - time));
}

Microseconds WarmObjects::now() const
{
    const auto elapsed = m_clock.elapsed();
    return elapsed ? elapsed->all : m_clock.now().time_since_epoch();
}

bool WarmObjects::isElsewhere() const { return thread() != std::this_thread::get_id(); }

std::thread::id WarmObjects::thread() const
{
    return m_rules.inOwnThread ? m_thread->id() : std::this_thread::get_id();
}

WarmUse::WarmUse(std::shared_ptr<WarmObjects> objects, QByteArrayView key, const WarmObjects::Make &make)
    : m_objects(std::move(objects)), m_object(m_objects->get({key.data(), std::size_t(key.size())}, make))
{
}

WarmUse &WarmUse::operator=(WarmUse &&other) noexcept
{
    if (this != &other) {
        end();
        m_objects = std::move(other.m_objects);
        m_object = std::move(other.m_object);
    }
    return *this;
}

void WarmUse::end() noexcept
{
    if (!m_object)
        return;
    if (m_objects->isOfThisProcess())
        m_objects->release(m_object);
    else
        new WarmUse(std::move(*this)); // never to be destroyed
    m_object.reset();
}

} // namespace once::detail
