// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/warm/warmobjects.h>

#include <QDebug>

#include <algorithm>

namespace once::detail {

using std::chrono::milliseconds;

WarmObjects::WarmObjects(WarmRules rules)
    : m_rules(std::move(rules)), m_clock(m_rules.clock ? *m_rules.clock : m_systemClock)
{
    // Sleeping brings the ages of some clocks no nearer; they are looked at by get() alone.
    const bool looks = hasAges() && m_clock.delayUntil(m_clock.now() + milliseconds(1));
    if (looks || m_rules.inOwnThread)
        m_thread.emplace([this, looks] { return looks ? lookAround() : std::nullopt; });
}

WarmObjects::Object WarmObjects::get(std::string_view key, const Make &make)
{
    Lock lock(m_mutex);
    while (const Object object = find(key)) {
        if (!object->making->isDone)
            return join(lock, object);
        hold(*object);
        if (isHealthy(lock, *object)) {
            ++m_info.hits;
            m_info.saved += object->took;
            return object;
        }
        Objects unused;
        retire(object, unused);
        letGo(lock, object);
    }
    return makeNew(lock, key, make);
}

void WarmObjects::release(const Object &object) noexcept
{
    Lock lock(m_mutex);
    letGo(lock, object);
}

void WarmObjects::clear()
{
    Lock lock(m_mutex);
    Objects unused;
    while (!m_current.empty())
        retire(Object(m_current.begin()->second), unused);
    tearDown(lock, std::move(unused));
    waitForTearDowns(lock);
}

WarmInfo WarmObjects::info()
{
    const Lock lock(m_mutex);
    WarmInfo info = m_info;
    for (const auto &[key, object] : m_current) {
        info.current += object->making->isDone;
        info.bytes += object->bytes;
    }
    info.most = m_rules.most;
    return info;
}

WarmObjects::Object WarmObjects::find(std::string_view key) const
{
    const auto found = m_current.find(key);
    if (found == m_current.end() || (hasAges() && isTooOld(*found->second, now())))
        return {};
    return found->second;
}

// A check that throws is one that fails.
bool WarmObjects::isHealthy(Lock &lock, const WarmObject &object) const
{
    if (!m_rules.isHealthy)
        return true;
    lock.unlock();
    bool isHealthy = false;
    try {
        isHealthy = m_rules.isHealthy(object.object.get());
    } catch (const std::exception &error) {
        qWarning("once: the health check of a warm object failed: %s", error.what());
    } catch (...) {
        qWarning("once: the health check of a warm object failed");
    }
    lock.lock();
    return isHealthy;
}

WarmObjects::Object WarmObjects::join(Lock &lock, const Object &object)
{
    const Waiting waiting(object->making, needsItself);
    hold(*object); // so that it is there when this thread has woken
    ++m_info.joins;
    m_changed.wait(lock, [&object] { return object->making->isDone.load(); });
    if (object->error)
        std::rethrow_exception(object->error);
    return object;
}

WarmObjects::Object WarmObjects::makeNew(Lock &lock, std::string_view key, const Make &make)
{
    const auto making = std::make_shared<Pending>(thread());
    std::optional<Waiting> waiting;
    if (isElsewhere())
        waiting.emplace(making, needsItself);
    Objects inTheWay;
    if (const auto tooOld = m_current.find(key); tooOld != m_current.end())
        retire(Object(tooOld->second), inTheWay);
    retireTooOld(inTheWay);
    const auto object = std::make_shared<WarmObject>(WarmObject{.key = std::string(key), .making = making});
    m_current.emplace(object->key, object);
    hold(*object);
    ++m_living;
    ++m_info.misses;
    lock.unlock();
    if (isElsewhere())
        m_thread->post([&] { initialise(object, make, std::move(inTheWay)); });
    else
        initialise(object, make, std::move(inTheWay));
    lock.lock();
    m_changed.wait(lock, [&making] { return making->isDone.load(); });
    if (object->error)
        std::rethrow_exception(object->error);
    Objects unused;
    retireTooMany(unused); // its bytes count only now
    tearDown(lock, std::move(unused));
    return object;
}

void WarmObjects::initialise(const Object &object, const Make &make, Objects inTheWay)
{
    Lock lock(m_mutex);
    try {
        makeRoom(lock, std::move(inTheWay));
        fill(lock, *object, make);
    } catch (...) {
        object->error = std::current_exception();
    }
    if (object->error)
        fail(lock, object);
    object->making->isDone = true;
    m_changed.notify_all();
    if (m_thread)
        m_thread->wake(); // it has an age now
}

void WarmObjects::makeRoom(Lock &lock, Objects unused)
{
    retireTooMany(unused);
    tearDown(lock, std::move(unused));
    waitForTearDowns(lock);
    m_info.peak = std::max(m_info.peak, m_living);
}

void WarmObjects::fill(Lock &lock, WarmObject &object, const Make &make)
{
    lock.unlock();
    const Microseconds begin = now();
    qint64 bytes = 0;
    try {
        object.object = make();
        bytes = m_rules.sizeOf ? m_rules.sizeOf(object.object.get()) : 0;
    } catch (...) {
        object.error = std::current_exception();
    }
    const Microseconds end = now();
    lock.lock();
    object.bytes = bytes;
    object.made = end;
    object.took = end - begin;
    m_info.spent += object.took;
}

// As if it had one user, whose use is over.
void WarmObjects::fail(Lock &lock, const Object &object)
{
    detach(*object);
    object->users = 1;
    letGo(lock, object);
}

void WarmObjects::hold(WarmObject &object)
{
    ++object.users;
    object.lastUse = ++m_uses;
}

void WarmObjects::letGo(Lock &lock, const Object &object)
{
    object->lastUse = ++m_uses;
    if (m_rules.idleTime.count() > 0)
        object->used = now();
    if (--object->users > 0)
        return;
    Objects unused;
    if (!object->isCurrent) {
        --m_living;
        unused.push_back(object);
    }
    retireTooMany(unused);
    tearDown(lock, std::move(unused));
}

void WarmObjects::detach(WarmObject &object)
{
    if (std::exchange(object.isCurrent, false))
        m_current.erase(object.key);
}

void WarmObjects::retire(const Object &object, Objects &unused)
{
    if (!object->isCurrent)
        return;
    detach(*object);
    if (object->users == 0) {
        --m_living;
        unused.push_back(object);
    }
}

} // namespace once::detail
