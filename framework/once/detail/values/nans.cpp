// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/values/nans.h>

#include <cstring>
#include <limits>

namespace once::detail {

namespace {

template <typename Real>
Real at(const char *numbers, std::size_t i)
{
    Real number;
    std::memcpy(&number, numbers + i * sizeof number, sizeof number);
    return number;
}

// Without a branch for each number, so that several are looked at at a time.
template <typename Real>
bool hasNaN(const char *numbers, std::size_t count)
{
    int found = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const Real number = at<Real>(numbers, i);
        found |= number != number;
    }
    return found != 0;
}

template <typename Real>
void replaceNaNs(char *numbers, std::size_t count)
{
    constexpr Real nan = std::numeric_limits<Real>::quiet_NaN();
    for (std::size_t i = 0; i < count; ++i)
        if (const Real number = at<Real>(numbers, i); number != number)
            std::memcpy(numbers + i * sizeof nan, &nan, sizeof nan);
}

} // namespace

bool hasNaN(const char *numbers, std::size_t bytes, int width)
{
    return width == sizeof(double) ? hasNaN<double>(numbers, bytes / sizeof(double))
                                   : hasNaN<float>(numbers, bytes / sizeof(float));
}

void replaceNaNs(char *numbers, std::size_t bytes, int width)
{
    width == sizeof(double) ? replaceNaNs<double>(numbers, bytes / sizeof(double))
                            : replaceNaNs<float>(numbers, bytes / sizeof(float));
}

} // namespace once::detail
