// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/digest.h>

#include <QString>

#include <optional>

namespace once::detail {

// Files of a data folder that hold one thing each. They are written aside and renamed, so that whoever looks
// sees all of it or nothing; `durable` waits until the disk has it. All throw StoreError.
void writeFile(const QString &path, QByteArrayView bytes, bool durable);
QByteArray readFile(const QString &path);

// The same as one zstd frame with a checksum.
void writeCompressed(const QString &path, QByteArrayView bytes, bool durable);
QByteArray readCompressed(const QString &path);

std::optional<Digest> digestOfFile(const QString &path); // none when it cannot be read

// Moves a file of `folder` into damaged/ there; what has been put there under its name before is replaced. Nothing is
// said where that is refused.
void putAsDamaged(const QString &folder, const QString &path);

} // namespace once::detail
