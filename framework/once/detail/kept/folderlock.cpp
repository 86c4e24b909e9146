// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/folderlock.h>

#include <once/detail/kept/storeerrors.h>

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

namespace once::detail {

namespace {

// Locks of the open file rather than of the process: closing another descriptor of it does not release them,
// and unlike those of flock() they can be asked for.
struct flock wholeFile(short type)
{
    struct flock lock = {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    return lock;
}

int openLockFile(const QString &folder, int flags)
{
    const QByteArray path = QFile::encodeName(folder + QStringLiteral("/lock"));
    return ::open(path.constData(), flags | O_CLOEXEC, 0666);
}

qint64 writtenPid(int descriptor)
{
    char digits[32] = {};
    const auto length = ::pread(descriptor, digits, sizeof digits - 1, 0);
    return length > 0 ? QByteArray(digits).trimmed().toLongLong() : 0;
}

} // namespace

FolderLock::FolderLock(const QString &folder) : m_descriptor(openLockFile(folder, O_RDWR | O_CREAT))
{
    if (m_descriptor < 0)
        throw unreadable(folder, qt_error_string() + QLatin1Char('.'));
    struct flock lock = wholeFile(F_WRLCK);
    if (::fcntl(m_descriptor, F_OFD_SETLK, &lock) != 0)
        throw locked(folder, writtenPid(m_descriptor));
    const QByteArray pid = QByteArray::number(qint64(::getpid())) + '\n';
    if (::ftruncate(m_descriptor, 0) != 0
        || ::pwrite(m_descriptor, pid.constData(), std::size_t(pid.size()), 0) < 0)
        qWarning("once: the process id could not be written into the lock of %s", qUtf8Printable(folder));
}

qint64 FolderLock::holder(const QString &folder)
{
    const int descriptor = openLockFile(folder, O_RDONLY);
    if (descriptor < 0)
        return 0;
    struct flock lock = wholeFile(F_RDLCK);
    const bool held = ::fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    const qint64 pid = held ? writtenPid(descriptor) : 0;
    ::close(descriptor);
    return pid;
}

} // namespace once::detail
