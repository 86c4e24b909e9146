// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/idlegaps.h>

#include <algorithm>

namespace once {

void IdleGaps::assign(std::vector<RunSpan> spans, qint64 nowUs)
{
    *this = {};
    if (!std::ranges::is_sorted(spans, {}, &RunSpan::startUs))
        std::ranges::sort(spans, {}, &RunSpan::startUs);
    for (const RunSpan &span : spans)
        cover(span.startUs, span.endBy(nowUs));
}

void IdleGaps::cover(qint64 fromUs, qint64 toUs)
{
    if (m_firstUs > m_lastUs) {
        m_firstUs = fromUs;
        m_lastUs = toUs;
        return;
    }
    if (fromUs > m_lastUs)
        m_gaps.push_back({m_lastUs, fromUs});
    else if (toUs < m_firstUs)
        m_gaps.insert(m_gaps.begin(), {toUs, m_firstUs});
    m_firstUs = std::min(m_firstUs, fromUs);
    m_lastUs = std::max(m_lastUs, toUs);
    for (auto gap = std::ranges::upper_bound(m_gaps, fromUs, {}, &IdleGap::toUs);
         gap != m_gaps.end() && gap->fromUs < toUs;) {
        const IdleGap before{gap->fromUs, fromUs}, after{toUs, gap->toUs};
        gap = m_gaps.erase(gap);
        for (const IdleGap &rest : {after, before}) {
            if (rest.length() > 0)
                gap = m_gaps.insert(gap, rest);
        }
        gap += (before.length() > 0) + (after.length() > 0);
    }
}

} // namespace once
