// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/codec.h>

namespace once::detail {

// The bytes of a file, for as long as their owner is there. Many are mapped, few are read, compressed ones expanded.
struct FileBytes
{
    QByteArrayView view;
    std::shared_ptr<const void> owner;
};

FileBytes readFileBytes(const QString &path, Compression compression = Compression::None); // throws CodecError

} // namespace once::detail
