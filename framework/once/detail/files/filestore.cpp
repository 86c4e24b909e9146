// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/files/filestore.h>

#include <once/file.h>

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr auto writeBits = QFile::WriteOwner | QFile::WriteUser | QFile::WriteGroup | QFile::WriteOther;

bool rename(const QString &from, const QString &to)
{
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return false;
    ::unlink(QFile::encodeName(from).constData()); // still there when both were links to one file
    return true;
}

// Links where it can, and copies across file systems.
void link(const QString &from, const QString &to)
{
    if (::link(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0 && !QFile::copy(from, to))
        throw FileError(u"%1 cannot be written: %2"_s.arg(to, qt_error_string()));
}

void makeFolder(const QString &path)
{
    if (!QDir().mkpath(path))
        throw FileError(u"the folder %1 cannot be made: %2"_s.arg(path, qt_error_string()));
}

} // namespace

FileStore::FileStore(const QString &folder) : m_folder(folder) {}

FileStore::~FileStore() = default;

QString FileStore::folder() const
{
    if (!m_folder.isEmpty())
        return m_folder;
    const std::lock_guard lock(m_mutex);
    if (!m_temporary)
        m_temporary = std::make_unique<QTemporaryDir>();
    return m_temporary->path();
}

void FileStore::sweep()
{
    if (!m_folder.isEmpty())
        QDir(m_folder + u"/parts"_s).removeRecursively();
}

QString FileStore::pathOf(const Digest &digest, const QString &name) const
{
    return u"%1/blobs/%2/%3"_s.arg(folder(), digest.toHex(), name);
}

bool FileStore::hasFile(const Digest &digest, const QString &name, qint64 size) const
{
    const QFileInfo found(pathOf(digest, name));
    return found.isFile() && found.size() == size;
}

bool FileStore::hasFolder(const Digest &digest, const QString &name) const
{
    return QFileInfo(pathOf(digest, name)).isDir();
}

QString FileStore::driveFolder(const QString &id) const
{
    return u"%1/drives/%2"_s.arg(folder(), id);
}

QString FileStore::aside()
{
    const QString parts = folder() + u"/parts"_s;
    makeFolder(parts);
    const std::lock_guard lock(m_mutex);
    return u"%1/%2-%3"_s.arg(parts).arg(QCoreApplication::applicationPid()).arg(++m_asides);
}

QString FileStore::sameContent(const Digest &digest) const
{
    const QDir named(QFileInfo(pathOf(digest, u"any"_s)).path());
    for (const QString &name : named.entryList(QDir::Files | QDir::Hidden))
        if (const auto content = contentOfFile(named.filePath(name)); content && content->digest == digest)
            return named.filePath(name);
    return {};
}

Content FileStore::keep(const QString &path, const QString &name, bool isFolder)
{
    const auto contentOf = isFolder ? contentOfFolder : contentOfFile;
    const auto isKept = [&](const Content &content) {
        try {
            const auto kept = contentOf(pathOf(content.digest, name));
            return kept && kept->digest == content.digest;
        } catch (const FileError &) { // there is something in it that nobody kept
            return false;
        }
    };
    if (const auto content = contentOf(path); content && isKept(*content))
        return *content;
    Content taken; // of the copy: what it was copied from may change
    const QString copy = isFolder ? takeFolder(path, taken) : takeFile(path, taken);
    const QString place = pathOf(taken.digest, name);
    makeFolder(QFileInfo(place).path());
    const std::lock_guard lock(m_placing);
    if (isFolder && !isKept(taken)) // it is not there, or has been tampered with
        QDir(place).removeRecursively();
    if (!rename(copy, place)) {
        const int error = errno;
        isFolder ? QDir(copy).removeRecursively() : QFile::remove(copy);
        if (!isKept(taken)) // another thread was faster
            throw FileError(u"%1 cannot be kept: %2"_s.arg(path, qt_error_string(error)));
    }
    return taken;
}

// A link to what is there already; else a copy, which shares its blocks with the file where the file system can.
QString FileStore::takeFile(const QString &path, Content &content)
{
    const QString copy = aside();
    if (const auto known = contentOfFile(path))
        if (const QString same = sameContent(known->digest); !same.isEmpty()) {
            link(same, copy);
            content = *known;
            return copy;
        }
    QFile file(path);
    const QDateTime changed = QFileInfo(path).lastModified();
    if (!file.copy(copy))
        throw FileError(u"%1 cannot be kept: %2"_s.arg(path, file.errorString()));
    QFile taken(copy);
    if (taken.open(QFile::ReadWrite))
        taken.setFileTime(changed, QFileDevice::FileModificationTime);
    taken.setPermissions(taken.permissions() & ~writeBits);
    taken.close();
    const auto read = contentOfFile(copy);
    if (!read)
        throw FileError(u"%1 cannot be read any more"_s.arg(copy));
    content = *read;
    return copy;
}

QString FileStore::takeFolder(const QString &path, Content &content)
{
    const QString copy = aside();
    makeFolder(copy);
    for (const QString &entry : entriesBelow(path)) {
        const QString to = copy + u'/' + entry;
        makeFolder(QFileInfo(to).path());
        if (entry.endsWith(u'/'))
            continue;
        const QString name = QFileInfo(entry).fileName();
        link(pathOf(keepFile(path + u'/' + entry, name).digest, name), to);
    }
    content = *contentOfFolder(copy);
    return copy;
}

void FileStore::putIntoDrive(const QString &path, const QString &entry, const std::function<void()> &check)
{
    const QString name = QFileInfo(path).fileName();
    const QString kept = pathOf(keepFile(path, name).digest, name);
    const std::lock_guard placing(m_placing);
    check();
    const QString copy = aside();
    link(kept, copy);
    makeFolder(QFileInfo(entry).path());
    if (!rename(copy, entry)) {
        const QString why = qt_error_string();
        QFile::remove(copy);
        throw FileError(u"%1 cannot be put into the drive: %2"_s.arg(path, why));
    }
    const std::lock_guard lock(m_mutex);
    ++m_puts;
    m_wasPut.notify_all();
}

quint64 FileStore::puts() const
{
    const std::lock_guard lock(m_mutex);
    return m_puts;
}

bool FileStore::waitForPut(quint64 seen, std::chrono::steady_clock::time_point due, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    return m_wasPut.wait_until(lock, stop, due, [&] { return m_puts != seen; });
}

} // namespace once::detail
