// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/storeerrors.h>

namespace once::detail {

using namespace Qt::StringLiterals;
using Kind = StoreError::Kind;

StoreError missing(const QString &path)
{
    return {
        Kind::Missing, u"There is no history at %1."_s.arg(path),
        u"No such file, and no folder that holds a history.db."_s,
        u"Give the path of a data folder or of its history.db; every app prints its own when it starts."_s};
}

StoreError unreadable(const QString &path, const QString &why, const FileKind &kind)
{
    return {Kind::Unreadable, u"%1 cannot be opened."_s.arg(path), why,
            u"Look at its permissions; an app takes another folder with %1."_s.arg(QLatin1StringView(kind.option))};
}

StoreError locked(const QString &folder, qint64 pid)
{
    return {Kind::Locked, u"The data folder %1 is in use."_s.arg(folder),
            u"Process %1 has locked it, and a history has one writer at a time."_s.arg(pid),
            u"Stop that process, or give this app a folder of its own with --data-dir."_s};
}

StoreError newer(const QString &file, int format, const FileKind &kind)
{
    return {Kind::Newer, u"%1 was written by a newer version of Once."_s.arg(file),
            u"It has format %1; this version reads up to %2."_s.arg(format).arg(kind.format),
            u"Use that version; an app takes another folder with %1. Nothing was changed."_s.arg(
                QLatin1StringView(kind.option))};
}

StoreError notOfKind(const QString &file, const QString &why, const FileKind &kind)
{
    return {Kind::NotAHistory, u"%1 is not %2 of Once."_s.arg(file, QLatin1StringView(kind.name)), why,
            QString::fromLatin1(kind.advice)};
}

StoreError damaged(const QString &file, const QString &why)
{
    return {Kind::Damaged, u"A part of %1 cannot be read."_s.arg(file), why,
            u"Bring the folder back from a backup, or move it aside and start anew."_s};
}

StoreError broken(const QString &file, const QString &why)
{
    return {Kind::Broken, u"%1 is damaged."_s.arg(file), why,
            u"Bring the folder back from a backup, or move it aside and start anew."_s};
}

StoreError takenOut(const QString &file)
{
    return {Kind::Missing, u"%1 is not there any more."_s.arg(file), u"Somebody else has taken it out of the folder meanwhile."_s,
            u"Write it once more."_s};
}

StoreError refused(const QString &file, const QString &why)
{
    return {Kind::Full, u"%1 cannot be written."_s.arg(file), why,
            u"Make room on the disk, or give another folder with --data-dir."_s};
}

StoreError busy(const QString &file, const QString &why)
{
    return {Kind::Locked, u"%1 is in use."_s.arg(file), why,
            u"Close the program that is working on the file, then try again."_s};
}

} // namespace once::detail
