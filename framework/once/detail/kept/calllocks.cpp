// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/calllocks.h>

#include <once/detail/kept/storeerrors.h>

#include <QFile>
#include <QtEndian>

#include <fcntl.h>
#include <unistd.h>

namespace once::detail {

namespace {

// A lock may lie beyond the end of the file, up to the largest offset there is.
qint64 placeOf(const CallKey &key) { return qint64(qFromBigEndian<quint64>(key.bytes().data()) >> 2); }

// Beyond those of all keys: whoever has the file open shares it.
constexpr qint64 presence = qint64(1) << 62;

// Of the open file rather than of the process, so that two stores in one process have locks of their own.
int setLock(int descriptor, short type, qint64 place, int command = F_OFD_SETLK)
{
    struct flock lock = {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = place;
    lock.l_len = 1;
    return ::fcntl(descriptor, command, &lock);
}

} // namespace

CallLocks::CallLocks(const QString &file)
    : m_file(file),
      m_descriptor(::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0666))
{
    if (m_descriptor < 0)
        throw unreadable(file, qt_error_string() + QLatin1Char('.'), callsKind);
    setLock(m_descriptor, F_RDLCK, presence, F_OFD_SETLKW);
}

bool CallLocks::isAlone() { return setLock(m_descriptor, F_WRLCK, presence) == 0; }

bool CallLocks::take(const CallKey &key)
{
    const std::lock_guard guard(m_mutex);
    if (m_held.contains(key))
        return false;
    if (setLock(m_descriptor, F_WRLCK, placeOf(key)) != 0) { // it is no error to have it already
        if (errno == EAGAIN || errno == EACCES)
            return false;
        throw unreadable(m_file, qt_error_string() + QLatin1Char('.'), callsKind);
    }
    m_held.insert(key);
    return true;
}

void CallLocks::release(const CallKey &key)
{
    const std::lock_guard guard(m_mutex);
    m_held.erase(key);
    if (!isHeld(placeOf(key)))
        setLock(m_descriptor, F_UNLCK, placeOf(key));
}

bool CallLocks::isHeld(qint64 place) const
{
    return std::ranges::any_of(m_held, [place](const CallKey &key) { return placeOf(key) == place; });
}

} // namespace once::detail
