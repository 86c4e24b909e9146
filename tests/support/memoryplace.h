// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/memory.h>

#include <support/recorder.h>

#include <QTemporaryDir>

inline const once::FunctionOptions versioned{.version = QStringLiteral("1")};

// A result that cannot be encoded.
struct Unfit
{
    int value = 0;
};
inline void to_json(once::Json &, const Unfit &) { throw std::runtime_error("no words for this"); }
inline void from_json(const once::Json &, Unfit &) {}

inline Unfit makeUnfit(int x)
{
    executed.add(QStringLiteral("made"));
    return {x};
}

inline int same(int x)
{
    executed.add(QString::number(x));
    return x;
}

// A base of tests: a folder for a Memory, a clock that stands still, and what a Memory has told. Any thread may tell.
class MemoryPlace
{
protected:
    void renew() // before each test
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_events.clear();
        executed.take();
    }

    QString place() const { return m_folder->filePath(QStringLiteral("cache")); }
    once::MemoryOptions heard(once::MemoryOptions options = {})
    {
        options.clock = &m_clock;
        if (!options.onEvent)
            options.onEvent = [this](const once::MemoryEvent &event) {
                const std::lock_guard guard(m_mutex);
                m_events.push_back(event);
            };
        return options;
    }
    once::Memory onDisk(once::MemoryOptions options = {}) { return once::Memory(place(), heard(std::move(options))); }
    QStringList told(once::MemoryEvent::Kind kind) const
    {
        QStringList texts;
        for (const once::MemoryEvent &event : m_events)
            if (event.kind == kind)
                texts.append(event.text);
        return texts;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    once::FakeClock m_clock;
    std::mutex m_mutex;
    std::vector<once::MemoryEvent> m_events;
};
