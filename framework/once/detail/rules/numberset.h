// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>

namespace once::detail {

// Some of the numbers from 0 to 63, in one machine word: the next one is found in a few instructions. Where a number
// is asked for that there is not, the answer is -1.
class NumberSet
{
public:
    constexpr NumberSet() = default;
    constexpr explicit NumberSet(std::uint64_t bits) : m_bits(bits) { }
    static constexpr NumberSet of(int first, int last, int step = 1)
    {
        if (step == 1 && first <= last)
            return NumberSet(~std::uint64_t() >> (63 - (last - first)) << first);
        NumberSet set;
        for (int number = first; number <= last; number += step)
            set.add(number);
        return set;
    }

    constexpr std::uint64_t bits() const { return m_bits; }
    constexpr void add(int number) { m_bits |= one << number; }
    constexpr bool contains(int number) const { return number >= 0 && number < 64 && (m_bits >> number & 1); }
    constexpr bool isEmpty() const { return m_bits == 0; }
    constexpr int size() const { return std::popcount(m_bits); }

    constexpr int first() const { return atOrAbove(0); }
    constexpr int last() const { return 63 - std::countl_zero(m_bits); }
    constexpr int atOrAbove(int number) const
    {
        const std::uint64_t rest = number > 63 ? 0 : m_bits >> number << number;
        return rest ? std::countr_zero(rest) : -1;
    }
    constexpr int atOrBelow(int number) const
    {
        return number < 0 ? -1
                          : NumberSet(number >= 63 ? m_bits : m_bits & ((one << (number + 1)) - 1)).last();
    }

    friend constexpr NumberSet operator|(NumberSet a, NumberSet b) { return NumberSet(a.m_bits | b.m_bits); }
    friend constexpr NumberSet operator&(NumberSet a, NumberSet b) { return NumberSet(a.m_bits & b.m_bits); }
    constexpr NumberSet &operator|=(NumberSet other) { return *this = *this | other; }
    constexpr bool operator==(const NumberSet &) const = default;

private:
    static constexpr std::uint64_t one = 1;

    std::uint64_t m_bits = 0;
};

} // namespace once::detail
