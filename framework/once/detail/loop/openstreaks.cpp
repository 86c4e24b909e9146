// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/loop/openstreaks.h>

namespace once::detail {

void OpenStreaks::remove(const Scope &likely, Work &work, Call &call)
{
    auto it = m_streaks.find(&likely);
    const auto takes = [&](auto &streaks) { return std::erase(streaks, Open(&work, &call)) > 0; };
    if (it == m_streaks.end() || !takes(it->second))
        it = std::ranges::find_if(m_streaks, [&](auto &of) { return takes(of.second); });
    if (it != m_streaks.end() && it->second.empty())
        m_streaks.erase(it);
}

void OpenStreaks::forEach(const Close &look) const
{
    for (const auto &[scope, streaks] : m_streaks)
        for (const auto &[work, call] : streaks)
            look(*work, *call);
}

bool OpenStreaks::closeUnmade(const Scope &scope, const Close &close)
{
    const auto it = m_streaks.find(&scope);
    if (it == m_streaks.end())
        return false;
    const auto isUnmade = [&](const Open &open) {
        if (open.second->streak->lastTick >= scope.lastTick)
            return false;
        close(*open.first, *open.second);
        return true;
    };
    const bool hasClosed = std::erase_if(it->second, isUnmade) > 0;
    if (it->second.empty())
        m_streaks.erase(it);
    return hasClosed;
}

void OpenStreaks::closeAll(const std::function<bool(const Work &)> &isOfThese, const Close &close)
{
    for (auto &[scope, streaks] : m_streaks)
        std::erase_if(streaks, [&](const Open &open) {
            if (!isOfThese(*open.first))
                return false;
            close(*open.first, *open.second);
            return true;
        });
    std::erase_if(m_streaks, [](const auto &of) { return of.second.empty(); });
}

} // namespace once::detail
