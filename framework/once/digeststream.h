// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/digest.h>

#include <memory>

namespace once {

// The digest of bytes that come piece by piece, or that are too many to lie side by side.
class DigestStream
{
public:
    DigestStream();
    ~DigestStream();

    void add(QByteArrayView bytes);
    void addReals(QByteArrayView numbers, int width); // of 4 or 8 bytes each, with each NaN as the encoding has it
    Digest digest() const; // of all so far

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace once
