// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/childlist.h>

#include <ranges>

namespace once {

// A call for each item of a list, in its order: auto prices = map(symbols, fetch); A parallel work starts all of
// them before the first result is waited for; they run one after the other, since a work runs one call at a
// time.
template <std::ranges::input_range List, typename W>
    requires std::derived_from<W, Work>
auto map(const List &list, W &work)
{
    std::vector<decltype(work.run(*std::ranges::begin(list)))> results;
    for (const auto &item : list)
        results.push_back(work.run(item));
    return results;
}

// The same with a work for each item, so that parallel ones run side by side. The list of works grows as needed.
template <std::ranges::forward_range List, typename T>
auto map(const List &list, ChildList<T> &works)
{
    works.resize(std::max(works.size(), std::size_t(std::ranges::distance(list))));
    std::vector<decltype(works[0].run(*std::ranges::begin(list)))> results;
    for (const auto &item : list)
        results.push_back(works[results.size()].run(item));
    return results;
}

// What the results are, as soon as all are there: suspends the flow until then, throws RunFailed for the first
// that has failed.
template <typename R>
std::vector<R> values(const std::vector<Result<R>> &results)
{
    return {results.begin(), results.end()};
}

} // namespace once
