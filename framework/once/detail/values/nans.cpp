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

// Bytes. Whoever hashes the numbers after this look finds them in the cache, and leaves the memory idle meanwhile: so
// the next ones are asked for now. Measured with pieces of this size in digeststream.cpp.
constexpr std::size_t ahead = 4096;

// Without a branch for each number, and many at a time.
template <typename Real>
bool hasNaN(const char *numbers, std::size_t count)
{
    typedef Real Many __attribute__((vector_size(16))); // which every 64-bit machine has registers for
    constexpr std::size_t side = 4, step = side * sizeof(Many) / sizeof(Real);
    decltype(Many() != Many()) founds[side]{};
    for (; count >= step; count -= step, numbers += side * sizeof(Many)) {
        __builtin_prefetch(numbers + ahead);
        Many many[side];
        std::memcpy(&many, numbers, sizeof many);
        for (std::size_t k = 0; k < side; ++k)
            founds[k] |= many[k] != many[k];
    }
    const auto found = founds[0] | founds[1] | founds[2] | founds[3];
    bool any = false;
    for (std::size_t i = 0; i < sizeof(Many) / sizeof(Real); ++i)
        any |= found[i] != 0;
    for (std::size_t i = 0; i < count; ++i)
        any |= at<Real>(numbers, i) != at<Real>(numbers, i);
    return any;
}

template <typename Real>
void replaceNaNs(char *numbers, std::size_t count)
{
    constexpr Real nan = std::numeric_limits<Real>::quiet_NaN();
    for (std::size_t i = 0; i < count; ++i) { // without a branch, as above
        Real number = at<Real>(numbers, i);
        number = number != number ? nan : number;
        std::memcpy(numbers + i * sizeof number, &number, sizeof number);
    }
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
