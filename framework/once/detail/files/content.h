// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/digest.h>

#include <optional>

namespace once::detail {

// What is in a file, or in a folder: of that the digest is made of the paths and contents of all files below it.
struct Content
{
    Digest digest;
    qint64 size = 0; // bytes, of all files
};

// None when it is not there or cannot be read. A file is read again only when its size, time of change or inode differ
// from what this process has seen, or while its last change lies less than three seconds behind. Any thread.
std::optional<Content> contentOfFile(const QString &path);

// Throws FileError when a part cannot be read, or is neither a file nor a folder.
std::optional<Content> contentOfFolder(const QString &path);

// The files below a folder and, ending in a slash, those of its folders that are empty: relative paths, in order.
// Hidden ones count; of a link to a file counts the file. Throws FileError for a link to a folder, or a device.
QStringList entriesBelow(const QString &folder);

} // namespace once::detail
