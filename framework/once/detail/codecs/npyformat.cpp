// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/codecs/npyformat.h>

#include <QtEndian>

#include <new>
#include <utility>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<char> room(qsizetype size) // aligned for all kinds of numbers
{
    return {static_cast<char *>(::operator new(std::size_t(size))), [](char *bytes) { ::operator delete(bytes); }};
}

void copyNative(QByteArrayView from, char *to, const NpyHeader &header)
{
    const qsizetype width = header.type.partWidth(), count = from.size() / width;
    if (!header.isBigEndian || width == 1)
        std::copy(from.begin(), from.end(), to);
    else if (width == 2)
        qbswap<2>(from.data(), count, to);
    else if (width == 4)
        qbswap<4>(from.data(), count, to);
    else
        qbswap<8>(from.data(), count, to);
}

bool liesAsInMemory(const NpyHeader &header, const char *numbers)
{
    const bool isAligned = reinterpret_cast<std::uintptr_t>(numbers) % std::uintptr_t(header.type.partWidth()) == 0;
    return isAligned && !header.isFortran && (!header.isBigEndian || header.type.width == 1);
}

} // namespace

AnyArray arrayOfNpy(const FileBytes &bytes)
{
    const NpyHeader header = readNpyHeader(bytes.view);
    const auto count = possibleCount(header.shape);
    const QByteArrayView numbers = bytes.view.sliced(header.size);
    if (!count)
        throw FormatError(u"there is no array of shape %1"_s.arg(textOf(header.shape)));
    const qsizetype size = *count * header.type.width;
    if (size != numbers.size())
        throw FormatError(u"it has %1 bytes of numbers, where its header says %2"_s.arg(numbers.size()).arg(size));
    if (liesAsInMemory(header, numbers.data()))
        return {header.type, header.shape, numbers.data(), bytes.owner};
    std::shared_ptr<char> own = room(size);
    copyNative(numbers, own.get(), header);
    if (header.isFortran && header.shape.size() > 1) {
        const auto reversed = std::exchange(own, room(size));
        transpose(reversed.get(), own.get(), {header.shape.rbegin(), header.shape.rend()}, std::size_t(header.type.width));
    }
    return {header.type, header.shape, own.get(), own};
}

} // namespace once::detail
