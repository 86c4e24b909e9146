// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callcatalog.h>
#include <once/detail/codecs/valuetype.h>

#include <mutex>
#include <unordered_map>

namespace once::detail {

// The results that the process has in its memory, by key. What was not asked for the longest goes first. Guarded by
// whoever has it.
class Tier
{
public:
    struct Held
    {
        std::shared_ptr<const void> value;
        Instant finished;
        Microseconds duration{0};
        qint64 bytes = 0;
        QString function, file;          // file: in blobs/, where the result has one of its own
        const ValueType *type = nullptr; // of the value; null where there is none
        bool isOnDisk = false;
        quint64 lastAsked = 0; // a count of questions, which costs less than the time
        qint64 hits = 0;       // that the disk does not know of
    };

    explicit Tier(const CallLimits &limits) : m_limits(limits) { }

    // Counts as a use of it. Null when it is not there.
    Held *find(const CallKey &key)
    {
        const auto it = m_held.find(key);
        if (it == m_held.end())
            return nullptr;
        it->second.lastAsked = ++m_asked;
        return &it->second;
    }
    const Held *peek(const CallKey &key) const;

    void insert(const CallKey &key, Held held); // in place of what is there
    void erase(const CallKey &key);
    void eraseOf(const QString &function);
    void clear() { m_held.clear(), m_bytes = 0, m_uses.clear(); }
    void reduce(const CallLimits &limits, Instant now);

    // What the disk does not know yet, the last ones at the end; as if they had all been just now.
    std::vector<CallUse> takeUses(Instant now);

    qint64 gatheredUses() const { return qint64(m_uses.size()); } // calls that are not held any more

    qint64 count() const { return qint64(m_held.size()); }
    qint64 bytes() const { return m_bytes; }

private:
    bool isTooMuch(const CallLimits &limits) const
    {
        return (limits.items && count() > *limits.items) || (limits.bytes && m_bytes > *limits.bytes);
    }
    void makeRoom(const CallLimits &limits);
    void take(std::unordered_map<CallKey, Held>::iterator it);

    CallLimits m_limits;
    struct Uses
    {
        qint64 hits = 0;
        quint64 lastAsked = 0;

        void add(const Held &held) { hits += held.hits, lastAsked = held.lastAsked; }
    };

    std::unordered_map<CallKey, Held> m_held;
    std::unordered_map<CallKey, Uses> m_uses; // of those that are not held any more
    qint64 m_bytes = 0;
    quint64 m_asked = 0;
};

} // namespace once::detail
