// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/controlplace.h>

#include <once/digest.h>

#include <QDir>
#include <QFileInfo>

#include <sys/stat.h>
#include <unistd.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

QString controlFolder()
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return runtime.isEmpty() ? QDir::tempPath() + u"/once-%1"_s.arg(::getuid()) : runtime + u"/once"_s;
}

} // namespace

QString controlSocket(const QString &dataFolder)
{
    const QFileInfo folder(dataFolder);
    const QString canonical = folder.exists() ? folder.canonicalFilePath() : folder.absoluteFilePath();
    return controlFolder() + u'/' + Digest::of(canonical.toUtf8()).toHex().first(16) + u".sock"_s;
}

QStringList controlSockets()
{
    const QDir folder(controlFolder());
    QStringList sockets;
    for (const QString &name : folder.entryList({u"*.sock"_s}, QDir::System))
        sockets += folder.filePath(name);
    return sockets;
}

bool makeControlFolder(const QString &socket)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(socket).path());
    if (::mkdir(folder.constData(), 0700) == 0)
        return true;
    struct stat found = {};
    return ::lstat(folder.constData(), &found) == 0 && S_ISDIR(found.st_mode) && found.st_uid == ::getuid()
        && (found.st_mode & 0077) == 0;
}

} // namespace once::detail
