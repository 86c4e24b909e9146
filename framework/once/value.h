// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/hash.h>

#include <QByteArray>

namespace once {

// Any value in its canonical encoding, with the digest of that: what is stored, compared and carried.
// Cheap to copy (shared), immutable, any thread.
class Value
{
public:
    Value() = default; // no value at all, as of a run that returned nothing
    explicit Value(QByteArray encoding) : m_encoding(std::move(encoding)), m_digest(Digest::of(m_encoding)) {}

    // Whole, whatever the type's onceKey() leaves out.
    template <Jsonable T>
    static Value of(const T &value);

    bool isNull() const { return m_encoding.isEmpty(); }
    const QByteArray &encoding() const { return m_encoding; }
    const Digest &digest() const { return m_digest; }

    Json toJson() const { return isNull() ? Json() : decode(m_encoding); } // throws DecodingError
    template <Jsonable T>
    T to() const; // throws nlohmann's exceptions as well

    bool operator==(const Value &other) const { return m_digest == other.m_digest; }

private:
    QByteArray m_encoding;
    Digest m_digest;
};

template <Jsonable T>
Value Value::of(const T &value)
{
    Encoder encoder;
    detail::append<detail::Meaning::Whole>(encoder, value);
    return Value(encoder.view().toByteArray());
}

template <Jsonable T>
T Value::to() const
{
    if constexpr (requires(T &value) { onceDecode(m_encoding, value); }) // as arrays do
        if (T value; onceDecode(m_encoding, value))
            return value;
    return toJson().get<T>();
}

} // namespace once
