// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/callkey.h>

namespace once {

QByteArray KeyBasis::encoding() const
{
    Encoder encoder;
    encoder.text("once key 1, XXH3-128");
    encoder.text(path);
    encoder.bytes(type);
    encoder.text(code);
    encoder.bytes(parameters);
    return encoder.view().toByteArray();
}

CallKey callKey(QByteArrayView basis, QByteArrayView props)
{
    return Digest::of(basis, props);
}

} // namespace once
