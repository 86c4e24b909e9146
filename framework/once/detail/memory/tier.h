// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callcatalog.h>
#include <once/detail/codecs/valuetype.h>

#include <QHash>

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
        qint64 bytes = 0; // of the value; what holds it comes on top
        QString function, file;          // file: in blobs/, where the result has one of its own
        const ValueType *type = nullptr; // of the value; null where there is none
        bool isOnDisk = false;
        quint64 lastAsked = 0; // a count of questions, which costs less than the time
        qint64 hits = 0;       // that the disk does not know of
    };

    // Uses are gathered where there is a disk that wants to know of them.
    Tier(const CallLimits &limits, bool gathersUses) : m_limits(limits), m_gathersUses(gathersUses) { }

    // Counts as a use of it. Null when it is not there.
    Held *find(const CallKey &key)
    {
        const auto it = m_held.find(key);
        if (it == m_held.end())
            return nullptr;
        m_lastUse = it->lastAsked = ++m_asked;
        return &*it;
    }
    const Held *peek(const CallKey &key) const;

    void insert(const CallKey &key, Held held); // in place of what is there
    void use(const CallKey &key) { gather(key, 1, m_lastUse = ++m_asked); } // of one that need not be held
    void erase(const CallKey &key);
    void eraseOf(const QString &function);
    void clear() { m_held.clear(), m_bytes = 0, m_uses.clear(), m_marks.clear(); }
    void reduce(const CallLimits &limits, Instant now);

    // Something is put on disk now: what was used before counts as used before that.
    void mark(Instant now);
    // What the disk does not know yet, each as if it had been just before the next mark, or just after now; in any order.
    std::vector<CallUse> takeUses(Instant now);

    qint64 gatheredUses() const { return qint64(m_uses.size()); } // calls that are not held

    qint64 count() const { return qint64(m_held.size()); }
    qint64 bytes() const { return m_bytes; }

private:
    bool isTooMuch(const CallLimits &limits) const
    {
        return (limits.items && count() > *limits.items) || (limits.bytes && m_bytes > *limits.bytes);
    }
    void makeRoom(const CallLimits &limits, std::size_t spare);
    void gather(const CallKey &key, qint64 hits, quint64 lastAsked);
    QHash<CallKey, Held>::iterator take(QHash<CallKey, Held>::iterator it); // the next one

    CallLimits m_limits;
    bool m_gathersUses;
    struct Uses
    {
        qint64 hits = 0;
        quint64 lastAsked = 0;
    };

    QHash<CallKey, Held> m_held; // does not divide, as std::unordered_map does at each key it looks at
    QHash<CallKey, Uses> m_uses; // of those that are not held
    qint64 m_bytes = 0;
    quint64 m_asked = 0, m_lastUse = 0;
    std::vector<std::pair<quint64, Instant>> m_marks; // what the count was, since uses were taken
};

} // namespace once::detail
