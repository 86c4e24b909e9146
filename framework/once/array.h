// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/values/numbers.h>
#include <once/encoding.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <vector>

namespace once {

namespace detail {

// An array in its encoding; none when that is of something else, or of other numbers.
struct EncodedArray
{
    Shape shape;
    QByteArrayView numbers;
};
std::optional<EncodedArray> encodedArray(QByteArrayView encoding, QLatin1StringView partsName, char kind);

} // namespace detail

// What an array may hold: whole numbers of 8 to 64 bits, float, double, and complex numbers of these two.
template <typename T>
concept ArrayNumber = detail::Whole<T> || detail::Real<T> || detail::isComplex<T>;

// An n-dimensional array of numbers in C order: the last axis is the one whose numbers lie side by side. Cheap to
// copy: copies share their numbers until one of them is edited. The numbers are the array's own, or lie in a file
// that is mapped into memory, from which nothing is read before it is looked at. For threads it is as an int is: many
// may read one array, and each may edit its own copy.
//
// As a prop it counts by its shape and its numbers, wherever they lie: a transposed copy is another value. As JSON it
// is {"shape": [2, 3], "numbers": [...]}, where a complex array has "complex" instead, with both parts of each
// number one after the other.
template <ArrayNumber T>
class Array
{
public:
    using value_type = T;
    using const_iterator = const T *;

    Array() = default; // one axis, and no number
    explicit Array(Shape shape, T fill = T()) : Array(unwritten(std::move(shape))) { std::ranges::fill(edit(), fill); }

    // Throws std::logic_error when there are not as many as the shape says. Numbers that are moved in are not copied.
    Array(Shape shape, std::vector<T> numbers);
    static Array of(std::vector<T> numbers) { return Array{Shape{qsizetype(numbers.size())}, std::move(numbers)}; }

    // Refers to numbers that nobody writes, and that are there as long as their owner is.
    Array(Shape shape, const T *numbers, std::shared_ptr<const void> owner);

    const Shape &shape() const { return m_shape; } // none of a single number
    qsizetype size() const { return m_size; }      // of all axes together
    bool isEmpty() const { return m_size == 0; }

    // a(i, j): an index for each axis. Throws std::out_of_range; loops that must be fast use data().
    template <std::integral... Index>
    const T &operator()(Index... index) const { return m_numbers[offset({qsizetype(index)...})]; }
    const T *data() const { return m_numbers; }
    const T *begin() const { return m_numbers; }
    const T *end() const { return m_numbers + m_size; }
    std::span<const T> numbers() const { return {m_numbers, std::size_t(m_size)}; }

    // The same for writing: takes a copy first when others share the numbers, or when they lie in a file. What it
    // returned is good until the array is copied.
    template <std::integral... Index>
    T &edit(Index... index) { return edit()[std::size_t(offset({qsizetype(index)...}))]; }
    std::span<T> edit();

    // The same numbers, in the same order, shared. Throws std::logic_error when the shape holds more or fewer.
    Array reshaped(Shape shape) const;
    // A copy with the axes in reverse order: transposed()(j, i) is (i, j).
    Array transposed() const;

    // As keys are: NaNs are equal to one another, and 0.0 is not -0.0.
    bool operator==(const Array &other) const
    {
        return m_shape == other.m_shape
            && detail::areSame(m_numbers, other.m_numbers, std::size_t(m_size) * sizeof(T), detail::numberType<T>);
    }

    friend void to_json(Json &json, const Array &array)
    {
        json = {{"shape", array.m_shape}, {partsName, Json::array_t(array.parts().begin(), array.parts().end())}};
    }
    friend void from_json(const Json &json, Array &array) { array = fromJson(json); }
    friend void onceEncode(Encoder &encoder, const Array &array)
    {
        encoder.map(2);
        encoder.key("shape"), encoder.packed(std::span<const qsizetype>(array.m_shape));
        encoder.key(partsName), encoder.packed(array.parts());
    }
    friend bool onceDecode(QByteArrayView encoding, Array &array) // false for what only JSON may make an array of
    {
        const auto encoded = detail::encodedArray(encoding, QLatin1StringView(partsName), packedKind<Part>);
        if (encoded)
            array = fromEncoded(*encoded);
        return encoded.has_value();
    }

private:
    using Part = detail::PartOf<T>; // T, or what a complex number has two of
    static constexpr const char *partsName = detail::isComplex<T> ? "complex" : "numbers";

    static Array unwritten(Shape shape);
    static Array fromEncoded(const detail::EncodedArray &encoded);
    static Array fromJson(const Json &json); // throws DecodingError, and nlohmann's exceptions

    std::span<const Part> parts() const
    {
        return {reinterpret_cast<const Part *>(m_numbers), std::size_t(m_size) * (sizeof(T) / sizeof(Part))};
    }
    qsizetype offset(std::initializer_list<qsizetype> index) const { return detail::offset(m_shape, index); }
    bool isAlone() const;

    Shape m_shape{0};
    qsizetype m_size = 0;
    const T *m_numbers = nullptr;
    std::shared_ptr<const void> m_owner;
    bool m_mayBeEdited = false; // by whoever is alone with them
};

template <ArrayNumber T>
Array<T>::Array(Shape shape, const T *numbers, std::shared_ptr<const void> owner)
    : m_shape(std::move(shape)), m_size(detail::countOf(m_shape)), m_numbers(numbers), m_owner(std::move(owner))
{
}

template <ArrayNumber T>
Array<T>::Array(Shape shape, std::vector<T> numbers) : m_shape(std::move(shape)), m_size(qsizetype(numbers.size()))
{
    detail::requireCount(m_shape, m_size);
    const auto kept = std::make_shared<std::vector<T>>(std::move(numbers));
    m_numbers = kept->data();
    m_owner = kept;
    m_mayBeEdited = true;
}

template <ArrayNumber T>
Array<T> Array<T>::unwritten(Shape shape)
{
    const std::shared_ptr<T[]> numbers = std::make_shared_for_overwrite<T[]>(std::size_t(detail::countOf(shape)));
    Array array(std::move(shape), numbers.get(), numbers);
    array.m_mayBeEdited = true;
    return array;
}

template <ArrayNumber T>
std::span<T> Array<T>::edit()
{
    if (!isAlone()) {
        Array copy = unwritten(m_shape);
        std::ranges::copy(numbers(), const_cast<T *>(copy.m_numbers));
        *this = std::move(copy);
    }
    return {const_cast<T *>(m_numbers), std::size_t(m_size)};
}

template <ArrayNumber T>
bool Array<T>::isAlone() const
{
    if (!m_mayBeEdited || m_owner.use_count() != 1)
        return false;
    std::atomic_thread_fence(std::memory_order_acquire); // after the last reads of whoever has let go of them
    return true;
}

template <ArrayNumber T>
Array<T> Array<T>::reshaped(Shape shape) const
{
    detail::requireCount(shape, m_size);
    Array array = *this;
    array.m_shape = std::move(shape);
    return array;
}

template <ArrayNumber T>
Array<T> Array<T>::transposed() const
{
    Array array = unwritten({m_shape.rbegin(), m_shape.rend()});
    detail::transpose(m_numbers, const_cast<T *>(array.m_numbers), m_shape, sizeof(T));
    return array;
}

template <ArrayNumber T>
Array<T> Array<T>::fromEncoded(const detail::EncodedArray &encoded)
{
    const auto count = detail::possibleCount(encoded.shape);
    if (!count || *count * qsizetype(sizeof(T)) != encoded.numbers.size())
        throw DecodingError("an array has not as many numbers as its shape says");
    Array array = unwritten(encoded.shape);
    std::ranges::copy(encoded.numbers, reinterpret_cast<char *>(const_cast<T *>(array.m_numbers)));
    return array;
}

template <ArrayNumber T>
Array<T> Array<T>::fromJson(const Json &json)
{
    const Json &parts = json.at(partsName);
    const auto shape = json.at("shape").get<Shape>();
    const auto count = detail::possibleCount(shape);
    if (!count || !parts.is_array() || parts.size() != std::size_t(*count) * sizeof(T) / sizeof(Part))
        throw DecodingError("an array has not as many numbers as its shape says");
    Array array = unwritten(shape);
    Part *to = reinterpret_cast<Part *>(const_cast<T *>(array.m_numbers));
    for (const Json &part : parts)
        *to++ = detail::partFrom<Part>(part);
    return array;
}

} // namespace once
