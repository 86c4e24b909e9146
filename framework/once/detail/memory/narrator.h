// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/memory/functioncore.h>

#include <mutex>
#include <set>

namespace once::detail {

// Puts into words what a Memory does, and tells whoever wants to know. Any thread.
class Narrator
{
public:
    Narrator(QString place, const MemoryOptions &options);

    bool tellsCalls() const { return m_verbose >= 1; }
    bool tellsReasons() const { return m_verbose >= 2; }
    bool tellsAll() const { return m_verbose >= 3; }

    void calling(const FunctionCore &function, QByteArrayView props) const;
    void computed(const FunctionCore &function, Microseconds duration) const;
    void stored(const FunctionCore &function, const CallKey &key, qint64 bytes) const;
    void loading(const FunctionCore &function, const CallKey &key) const;
    void asked(const FunctionCore &function, const CallKey &key) const;
    void reason(const FunctionCore &function, const QString &why) const;
    void waiting(const FunctionCore &function) const;

    void warn(MemoryEvent::Kind kind, const QString &function, const QString &sentence) const;
    void warnOnce(MemoryEvent::Kind kind, const QString &function, const QString &sentence); // for a function

private:
    void tell(MemoryEvent::Kind kind, const QString &function, const QString &text) const;

    QString m_place;
    int m_verbose;
    std::function<void(const MemoryEvent &)> m_onEvent;
    std::mutex m_mutex;
    std::set<std::pair<MemoryEvent::Kind, QString>> m_said;
};

} // namespace once::detail
