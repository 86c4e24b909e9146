// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/run.h>

namespace once {

// All of a call's key but the props: made once for a work.
struct KeyBasis
{
    QString path;            // of the work in the tree
    QByteArray type;         // of the work, as the compiler names it
    QString code;            // its code identity: "version 2", or buildIdentity()
    QByteArray parameters;   // the types of the parameters of run()

    // Names the format and the algorithm too, so that either can change without a false hit.
    QByteArray encoding() const;
};

// XXH3-128 of the basis and the props, never cut. Code identity aside it is the same in every process and on
// every machine of one ABI.
CallKey callKey(QByteArrayView basis, QByteArrayView props);

// The same key from the props themselves, without a copy of their long runs; with the encoding when that has no more
// than `most` bytes.
template <typename... Props>
Hashed hashedProps(QByteArrayView basis, std::size_t most, const Props &...props)
{
    Encoder encoder(basis, most);
    hashAppend(encoder, std::tie(props...));
    return encoder.hashed();
}

} // namespace once
