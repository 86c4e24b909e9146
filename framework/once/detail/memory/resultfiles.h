// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callstore.h>
#include <once/codec.h>

namespace once::detail {

// Results that have files of their own, beside a call store: blobs/DIGEST.SUFFIX, by content and never written again;
// the call says how to read them. Any thread. All throw CodecError.
class ResultFiles
{
public:
    explicit ResultFiles(const QString &folder) : m_folder(folder) { }

    void write(SharedCall &call, const void *value, const AnyCodec &codec) const; // gives it its file and its result

    static qint64 sizeOf(const SharedCall &call); // of its file; 0 where it has none

    // A file that has been touched since it was written is checked to the last byte; one that is not what it was is
    // put aside.
    std::shared_ptr<const void> read(const SharedCall &call, const AnyCodec &codec) const;
    std::shared_ptr<const void> read(const SharedCall &call, const ValueType &type) const; // by the format it names

    // Makes it appear under a name for people and other programs, in place of what is there: in the folder, unless
    // the name is a path. The content is not copied where the file system can share it.
    void place(const QString &file, const QString &name) const;

private:
    QString pathOf(const QString &file) const;
    void check(const SharedCall &call, const QString &path) const;

    QString m_folder;
};

} // namespace once::detail
