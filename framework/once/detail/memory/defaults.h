// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/json.h>

#include <any>
#include <cmath>
#include <tuple>
#include <vector>

namespace once::detail {

// Values for the last parameters of a function, of whatever types.
class Defaults
{
public:
    Defaults() = default;

    template <typename... Values>
    Defaults(std::tuple<Values...> values) // implicit: .defaults = std::tuple{false}
    {
        std::apply([this](auto &...value) { (add(std::move(value)), ...); }, values);
    }

    std::size_t count() const { return m_values.size(); }

    // As a T, through JSON where it is given as another type. Throws std::logic_error where it is none.
    template <typename T>
    T at(std::size_t index) const
    {
        const auto &[value, json] = m_values[index];
        if (const T *same = std::any_cast<T>(&value))
            return *same;
        if constexpr (Jsonable<T>) {
            try {
                T other = json.template get<T>();
                if (isOfSameValue(other, json))
                    return other;
            } catch (const Json::exception &) {
            }
        }
        throwMisfit(index, json, typeid(T));
    }

private:
    template <typename T>
    void add(T value)
    {
        Json json;
        if constexpr (requires { json = value; })
            json = value;
        m_values.emplace_back(std::any(std::move(value)), std::move(json));
    }

    template <typename T>
    static bool isOfSameValue(const T &value, const Json &json) // 2.5 is no int; NAN, which is a float, is a double
    {
        if constexpr (std::floating_point<T>)
            return Json(value) == json || (std::isnan(value) && json.is_number_float());
        else
            return !std::is_arithmetic_v<T> || Json(value) == json;
    }

    [[noreturn]] static void throwMisfit(std::size_t index, const Json &json, const std::type_info &type);

    std::vector<std::pair<std::any, Json>> m_values;
};

} // namespace once::detail
