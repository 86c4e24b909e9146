// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/array.h>

#include <QStringList>

namespace once::detail {

using namespace Qt::StringLiterals;

std::optional<EncodedArray> encodedArray(QByteArrayView encoding, QLatin1StringView partsName, char kind)
{
    if (partNames(encoding) != QStringList{u"shape"_s, partsName})
        return {};
    const auto values = parts(encoding);
    const auto sizes = packedNumbers(values[0], packedKind<qsizetype>), numbers = packedNumbers(values[1], kind);
    if (!sizes || !numbers)
        return {};
    Shape shape(sizes->size() / qsizetype(sizeof(qsizetype)));
    std::ranges::copy(*sizes, reinterpret_cast<char *>(shape.data()));
    return EncodedArray{std::move(shape), *numbers};
}

} // namespace once::detail
