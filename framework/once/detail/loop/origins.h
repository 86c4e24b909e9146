// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/run.h>

#include <unordered_map>

namespace once::detail {

// Which run made a value, as far as is remembered: so that a changed prop can name the run upstream. Bounded:
// the newest few thousand values.
class Origins
{
public:
    void add(RunId run, const Value &result, const Value &states);
    RunId find(QByteArrayView encoding) const; // 0 when not known, or too short to tell values apart

private:
    void add(RunId run, QByteArrayView encoding);

    std::unordered_map<Digest, RunId> m_newer, m_older;
};

} // namespace once::detail
