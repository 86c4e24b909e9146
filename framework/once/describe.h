// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/json.h>

// ONCE_DESCRIBE(Point, x, y) -- beside the struct, in its namespace -- makes a plain struct JSON-able
// and hashable field by field, and gives its fields as names of props to people. Fields that are
// missing in older JSON keep their default. The struct must be default-constructible.
#define ONCE_DESCRIBE(Type, ...)                                                                             \
    NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Type, __VA_ARGS__)                                       \
    template <typename Visitor>                                                                              \
    inline void onceFields(const Type &onceValue, Visitor &&onceVisit)                                       \
    {                                                                                                        \
        NLOHMANN_JSON_EXPAND(NLOHMANN_JSON_PASTE(ONCE_VISIT_FIELD, __VA_ARGS__))                             \
    }

#define ONCE_VISIT_FIELD(field) onceVisit(#field, onceValue.field);

namespace once {

namespace detail {

struct FieldVisitor // a type of its own: Clang 14 takes a lambda within a concept for satisfied
{
    void operator()(const char *, const auto &) const {}
};

} // namespace detail

template <typename T>
concept Described = requires(const T &value) { onceFields(value, detail::FieldVisitor()); };

} // namespace once
