// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/tree/call.h>
#include <once/detail/tree/scope.h>

#include <functional>
#include <unordered_map>

namespace once {
class Work;
}

namespace once::detail {

// The streaks of skips that are open, by the scope in which they began: so that a tick looks only at those of
// what it has entered.
class OpenStreaks
{
public:
    using Close = std::function<void(Work &, Call &)>;

    void add(const Scope &scope, Work &work, Call &call) { m_streaks[&scope].emplace_back(&work, &call); }
    void remove(const Scope &likely, Work &work, Call &call);
    bool isEmpty() const { return m_streaks.empty(); }

    void forEach(const Close &look) const;
    // Of calls that were not made when the scope was entered last. False when there are none.
    bool closeUnmade(const Scope &scope, const Close &close);
    void closeAll(const std::function<bool(const Work &)> &isOfThese, const Close &close);

private:
    using Open = std::pair<Work *, Call *>;

    std::unordered_map<const Scope *, std::vector<Open>> m_streaks; // none is empty
};

} // namespace once::detail
