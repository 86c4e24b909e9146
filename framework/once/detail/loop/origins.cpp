// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/loop/origins.h>

namespace once::detail {

namespace {

constexpr std::size_t generation = 4'000;
constexpr qsizetype tellingLength = 16; // bytes: a shorter value, such as a number, may be equal by chance

} // namespace

void Origins::add(RunId run, const Value &result, const Value &states)
{
    add(run, result.encoding());
    for (const QByteArrayView state : parts(states.encoding()))
        add(run, state);
}

void Origins::add(RunId run, QByteArrayView encoding)
{
    if (encoding.size() < tellingLength)
        return;
    if (m_newer.size() >= generation)
        m_older = std::exchange(m_newer, {});
    m_newer[Digest::of(encoding)] = run;
}

RunId Origins::find(QByteArrayView encoding) const
{
    if (encoding.size() < tellingLength)
        return 0;
    const Digest digest = Digest::of(encoding);
    for (const auto *values : {&m_newer, &m_older})
        if (const auto it = values->find(digest); it != values->end())
            return it->second;
    return 0;
}

} // namespace once::detail
