// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/warm/ownthread.h>
#include <once/detail/warm/perprocess.h>
#include <once/detail/warm/waiting.h>
#include <once/warmoptions.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace once::detail {

inline constexpr char needsItself[] =
    "once: the initialiser of a warm object asks, itself or by way of others, for the object "
    "that it is to make; give it what it needs in its configuration";

// WarmOptions without their type.
struct WarmRules
{
    int most;
    qint64 bytes;
    Microseconds timeToLive, idleTime;
    bool inOwnThread;
    const Clock *clock;
    std::function<qint64(void *)> sizeOf;
    std::function<bool(void *)> isHealthy;
    std::function<void(void *)> tearDown;
};

// One object from its initialisation to its tear-down. The mutex of its WarmObjects guards all but `object`,
// which does not change while somebody uses it.
struct WarmObject
{
    std::string key;
    std::shared_ptr<Pending> making;
    std::shared_ptr<void> object;
    std::exception_ptr error; // in place of the object
    int users = 0;
    bool isCurrent = true; // the next call may get it
    quint64 lastUse = 0; // a number that grows
    qint64 bytes = 0;
    Microseconds took{}, made{}, used{};
};

// All but the types of a Warm. Any thread; no mutex is held while code of the user's runs.
class WarmObjects
{
public:
    using Make = std::function<std::shared_ptr<void>()>;
    using Object = std::shared_ptr<WarmObject>;

    explicit WarmObjects(WarmRules rules);

    Object get(std::string_view key, const Make &make); // in use until it is released
    void release(const Object &object) noexcept;
    void clear(); // returns when what nobody uses is torn down
    WarmInfo info();

    bool isOfThisProcess() const { return m_process == forks(); }

private:
    using Lock = std::unique_lock<std::mutex>;
    using Objects = std::vector<Object>;

    Object find(std::string_view key) const; // null when there is none that is not too old
    bool isHealthy(Lock &lock, const WarmObject &object) const;
    Object join(Lock &lock, const Object &object);
    Object makeNew(Lock &lock, std::string_view key, const Make &make);
    void initialise(const Object &object, const Make &make, Objects inTheWay);
    void makeRoom(Lock &lock, Objects unused);
    void fill(Lock &lock, WarmObject &object, const Make &make);
    void fail(Lock &lock, const Object &object);

    void hold(WarmObject &object);
    void letGo(Lock &lock, const Object &object);
    void detach(WarmObject &object); // no later call gets it
    void retire(const Object &object, Objects &unused);
    void retireTooOld(Objects &unused);
    void retireTooMany(Objects &unused);
    void tearDown(Lock &lock, Objects objects);
    void tearDown(WarmObject &object) const;
    void waitForTearDowns(Lock &lock);
    std::optional<std::chrono::milliseconds> lookAround();

    Microseconds now() const;
    bool hasAges() const { return m_rules.timeToLive.count() > 0 || m_rules.idleTime.count() > 0; }
    bool isTooOld(const WarmObject &object, Microseconds now) const;
    Microseconds due(const WarmObject &object, Microseconds now) const;
    bool isElsewhere() const; // initialisers and tear-downs run in the own thread, and this is another one
    std::thread::id thread() const;

    const unsigned m_process = forks();
    const WarmRules m_rules;
    const SystemClock m_systemClock;
    const Clock &m_clock;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<std::string, Object, std::less<>> m_current;
    std::vector<std::shared_ptr<Pending>> m_tearDowns;
    WarmInfo m_info;
    int m_living = 0; // current ones, and those that wait for their last user
    quint64 m_uses = 0;
    std::optional<OwnThread> m_thread; // the last one, since it uses the others
};

// One user's use of an object, up to its end. In a forked child, its parent's objects stay as they are.
class WarmUse
{
public:
    WarmUse(std::shared_ptr<WarmObjects> objects, QByteArrayView key, const WarmObjects::Make &make);
    ~WarmUse() { end(); }
    WarmUse(WarmUse &&other) = default;
    WarmUse &operator=(WarmUse &&other) noexcept;

    void *object() const { return m_object->object.get(); }

private:
    void end() noexcept;

    std::shared_ptr<WarmObjects> m_objects;
    WarmObjects::Object m_object; // null when it was moved
};

} // namespace once::detail
