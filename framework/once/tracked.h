// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/answer.h>

#include <QByteArray>

namespace once {

// A value together with the call that it comes from. As an argument it counts by that call, which takes the same short
// time whatever its size: alone or inside of containers and structs. So two computations of one call are one value to
// the functions that come after. Whoever changes it loses the call, and from then on it counts by its content.
//
// What is trusted: that a call means one value. Functions whose results expire, or are always computed, are not tracked;
// one that gives something else each time must not be.
template <typename T>
class Tracked
{
public:
    Tracked(T value) : m_value(std::make_shared<const T>(std::move(value))) {} // of no call
    explicit Tracked(const Answer<T> &answer) : m_value(answer.shared()), m_call(answer.mayChange ? CallKey() : answer.key) {}

    const T &value() const { return *m_value; }
    operator const T &() const { return *m_value; }
    const T &operator*() const { return *m_value; }
    const T *operator->() const { return m_value.get(); }

    bool isTracked() const { return !m_call.isNone(); }
    const CallKey &call() const { return m_call; } // none when it is of no call, or has been changed

    // table.edit([](Table &it) { it.append(1); });
    template <typename Change>
    void edit(Change &&change)
    {
        auto copy = std::make_shared<T>(*m_value);
        change(*copy);
        m_value = std::move(copy);
        m_call = {};
    }

    friend void onceEncode(Encoder &encoder, const Tracked &tracked)
    {
        if (tracked.isTracked())
            encoder.digest(tracked.m_call);
        else
            hashAppend(encoder, tracked.value());
    }

private:
    std::shared_ptr<const T> m_value;
    CallKey m_call;
};

template <typename T>
inline constexpr bool isTracked = false;
template <typename T>
inline constexpr bool isTracked<Tracked<T>> = true;

} // namespace once
