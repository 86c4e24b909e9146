// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/values/numbers.h>

#include <once/detail/values/nans.h>

#include <QStringList>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>
#include <vector>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostNumbers = std::numeric_limits<qsizetype>::max() / 16; // so that their bytes can be counted

// Steps through the reversed shape: its first axis is the fastest one here.
template <std::size_t width>
void transposeOf(const char *from, char *to, const Shape &shape)
{
    std::vector<qsizetype> index(std::size_t(shape.size())), stride(std::size_t(shape.size()));
    qsizetype left = countOf(shape);
    if (left == 0)
        return;
    qsizetype step = width;
    for (qsizetype axis = shape.size(); axis-- > 0; step *= shape[axis])
        stride[std::size_t(axis)] = step;
    for (; left > 0; --left, to += width) {
        std::memcpy(to, from, width);
        for (qsizetype axis = 0; axis < shape.size(); ++axis) {
            const std::size_t i = std::size_t(axis);
            from += stride[i];
            if (++index[i] < shape[axis])
                break;
            from -= stride[i] * shape[axis];
            index[i] = 0;
        }
    }
}

} // namespace

QString NumberType::name() const
{
    const QString family = kind == 'b' ? u"bool"_s : kind == 'i' ? u"int"_s : kind == 'u' ? u"uint"_s : kind == 'f' ? u"float"_s : u"complex"_s;
    return kind == 'b' ? family : family + QString::number(width * 8);
}

std::optional<qsizetype> possibleCount(const Shape &shape)
{
    qsizetype count = 1;
    bool isPossible = true;
    for (const qsizetype size : shape)
        isPossible = isPossible && size >= 0 && !__builtin_mul_overflow(count, size, &count) && count <= mostNumbers;
    return isPossible ? std::optional(count) : std::nullopt;
}

qsizetype countOf(const Shape &shape)
{
    const auto count = possibleCount(shape);
    if (!count)
        throw std::logic_error(u"once: there is no array of shape %1"_s.arg(textOf(shape)).toStdString());
    return *count;
}

void requireCount(const Shape &shape, qsizetype count)
{
    if (countOf(shape) != count)
        throw std::logic_error(u"once: an array of shape %1 holds %2 numbers, and not %3"_s
                                   .arg(textOf(shape)).arg(countOf(shape)).arg(count).toStdString());
}

qsizetype offset(const Shape &shape, std::initializer_list<qsizetype> index)
{
    qsizetype offset = 0;
    auto size = shape.begin();
    for (const qsizetype i : index) {
        if (size == shape.end() || i < 0 || i >= *size)
            break;
        offset = offset * *size++ + i;
    }
    if (size != shape.end() || qsizetype(index.size()) != shape.size())
        throw std::out_of_range(u"once: an array of shape %1 has no number at %2"_s
                                    .arg(textOf(shape), textOf(Shape(index))).toStdString());
    return offset;
}

QString textOf(const Shape &shape)
{
    QStringList sizes;
    for (const qsizetype size : shape)
        sizes.append(QString::number(size));
    return u"(%1%2)"_s.arg(sizes.join(u", "_s), shape.size() == 1 ? u","_s : QString());
}

bool areSame(const void *one, const void *other, std::size_t bytes, NumberType type)
{
    if (bytes == 0 || std::memcmp(one, other, bytes) == 0)
        return true;
    std::array<char, 4096> pieces[2];
    for (std::size_t from = 0; type.isReal() && from < bytes; from += pieces[0].size()) {
        const std::size_t size = std::min(pieces[0].size(), bytes - from);
        for (const int i : {0, 1}) {
            std::memcpy(pieces[i].data(), static_cast<const char *>(i == 0 ? one : other) + from, size);
            replaceNaNs(pieces[i].data(), size, type.partWidth());
        }
        if (std::memcmp(pieces[0].data(), pieces[1].data(), size) != 0)
            return false;
    }
    return type.isReal();
}

void transpose(const void *from, void *to, const Shape &shape, std::size_t width)
{
    const auto run = [&](auto transposeOf) {
        transposeOf(static_cast<const char *>(from), static_cast<char *>(to), shape);
    };
    switch (width) {
    case 1: return run(transposeOf<1>);
    case 2: return run(transposeOf<2>);
    case 4: return run(transposeOf<4>);
    case 8: return run(transposeOf<8>);
    default: return run(transposeOf<16>);
    }
}

} // namespace once::detail
