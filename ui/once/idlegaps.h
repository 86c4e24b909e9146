// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/runspan.h>

#include <vector>

namespace once {

struct IdleGap
{
    qint64 fromUs = 0, toUs = 0;

    qint64 length() const { return toUs - fromUs; }
    bool operator==(const IdleGap &) const = default;
};

// The stretches between runs in which nothing ran, in order. Before the first and after the last there are
// none. What was covered stays so. A value.
class IdleGaps
{
public:
    void assign(std::vector<RunSpan> spans, qint64 nowUs); // in any order
    void cover(qint64 fromUs, qint64 toUs); // quick when it is at the end

    const std::vector<IdleGap> &gaps() const { return m_gaps; }

private:
    std::vector<IdleGap> m_gaps;
    qint64 m_firstUs = openEnd, m_lastUs = 0; // of what is covered
};

} // namespace once
