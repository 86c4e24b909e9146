// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/codecs/anyarray.h>

namespace once::detail {

using namespace Qt::StringLiterals;

void requireType(const AnyArray &array, NumberType type)
{
    const bool isFlags = array.type.kind == 'b' && type == numberType<quint8>;
    if (array.type != type && !isFlags)
        throw FormatError(u"it holds %1, and not %2"_s.arg(array.type.name(), type.name()));
}

} // namespace once::detail
