// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/digeststream.h>

#include <once/detail/values/nans.h>

#if __has_include(<xxh_x86dispatch.h>) && defined(__x86_64__)
#include <xxh_x86dispatch.h> // the widest registers that the machine has
#else
#include <xxhash.h>
#endif

namespace once {

namespace {

constexpr qsizetype pieceSize = 4096; // bytes; stays in the cache between two looks at it

} // namespace

struct DigestStream::State
{
    State() { XXH3_128bits_reset(xxh); }
    ~State() { XXH3_freeState(xxh); }

    XXH3_state_t *xxh = XXH3_createState();
    std::unique_ptr<char[]> changed; // a piece in which there was a NaN
};

DigestStream::DigestStream() : m_state(std::make_unique<State>()) {}

DigestStream::~DigestStream() = default;

void DigestStream::add(QByteArrayView bytes)
{
    XXH3_128bits_update(m_state->xxh, bytes.data(), std::size_t(bytes.size()));
}

void DigestStream::addReals(QByteArrayView numbers, int width)
{
    for (qsizetype from = 0; from < numbers.size(); from += pieceSize) {
        QByteArrayView piece = numbers.sliced(from, std::min(pieceSize, numbers.size() - from));
        const std::size_t size = std::size_t(piece.size());
        if (detail::hasNaN(piece.data(), size, width)) {
            if (!m_state->changed)
                m_state->changed = std::make_unique_for_overwrite<char[]>(std::size_t(pieceSize));
            std::copy(piece.begin(), piece.end(), m_state->changed.get());
            detail::replaceNaNs(m_state->changed.get(), size, width);
            piece = {m_state->changed.get(), piece.size()};
        }
        add(piece);
    }
}

Digest DigestStream::digest() const
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(m_state->xxh));
    return Digest::fromBytes({reinterpret_cast<const char *>(canonical.digest), Digest::size});
}

} // namespace once
