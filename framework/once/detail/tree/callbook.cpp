// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/tree/callbook.h>

namespace once::detail {

Call *CallBook::remember(QByteArrayView encoding, Call &call)
{
    Recent &slot = m_recent[m_oldest];
    m_found = std::exchange(m_oldest, (m_oldest + 1) % m_recent.size());
    slot.encoding.assign(encoding.data(), std::size_t(encoding.size()));
    return std::exchange(slot.call, &call);
}

} // namespace once::detail
