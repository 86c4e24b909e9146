// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/hash.h>

namespace once::detail {

qint64 bytesBeyond(const Json &json);

// What a value takes in memory beside its own size, about.
template <typename T>
qint64 bytesBeyond(const T &value)
{
    qint64 bytes = 0;
    const auto add = [&bytes](const auto &...part) { ((bytes += bytesBeyond(part)), ...); };
    if constexpr (isOptional<T>) {
        if (value)
            add(*value);
    } else if constexpr (Described<T>) {
        onceFields(value, [&add](const char *, const auto &field) { add(field); });
    } else if constexpr (std::ranges::sized_range<const T>) {
        using Part = std::ranges::range_value_t<const T>;
        bytes = qint64(std::ranges::size(value)) * qint64(sizeof(Part));
        if constexpr (!std::is_trivially_copyable_v<Part>)
            for (const Part &part : value)
                add(part);
    } else if constexpr (TupleLike<T>) {
        std::apply(add, value);
    }
    return bytes;
}

} // namespace once::detail
