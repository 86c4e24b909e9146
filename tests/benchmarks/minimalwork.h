// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <array>
#include <cstring>
#include <vector>

namespace bench {

// A map of 128-bit keys, of which zero is none: open addressing, linear probing, at most half full.
class FlatMap
{
public:
    using Key = std::array<quint64, 2>;
    enum State : quint8 { New, Running, Done };

    State &operator[](const Key &key); // made New when it is not there

private:
    struct Slot
    {
        Key key{};
        State state = New;
    };

    Slot &slotOf(const Key &key);
    void grow();

    std::vector<Slot> m_slots = std::vector<Slot>(16);
    std::size_t m_count = 0;
};

// The least that it takes to know a call again: its props as bytes, hashed and looked up.
class MinimalWork
{
public:
    template <typename... Props>
    FlatMap::State &run(const Props &...props)
    {
        m_used = 0;
        (append(props), ...);
        return look();
    }
    const FlatMap::Key &key() const { return m_key; } // of the call looked at last
    FlatMap::State &state(const FlatMap::Key &key) { return m_calls[key]; }

private:
    template <typename Number>
    requires std::is_arithmetic_v<Number>
    void append(Number number) { append(&number, sizeof number); }
    void append(const QString &text)
    {
        append(text.size());
        append(text.constData(), std::size_t(text.size()) * sizeof(QChar));
    }
    void append(const void *data, std::size_t size)
    {
        if (m_used + size > m_bytes.size())
            m_bytes.resize(2 * (m_used + size));
        std::memcpy(m_bytes.data() + m_used, data, size);
        m_used += size;
    }
    FlatMap::State &look();

    std::vector<unsigned char> m_bytes;
    std::size_t m_used = 0;
    FlatMap::Key m_key{};
    FlatMap m_calls;
};

} // namespace bench
