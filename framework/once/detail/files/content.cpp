// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/files/content.h>

#include <once/encoding.h>
#include <once/file.h>

#include <QDirIterator>
#include <QFile>
#include <QMutex>

#include <sys/stat.h>

#include <unordered_map>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

// What changes when a file does, without reading it.
struct Stamp
{
    quint64 inode = 0;
    qint64 size = 0, changedNs = 0;

    bool operator==(const Stamp &) const = default;
};

std::optional<Stamp> stampOf(const QString &path) // none when it is no file
{
    struct stat found = {};
    if (::stat(QFile::encodeName(path).constData(), &found) != 0 || !S_ISREG(found.st_mode))
        return {};
    return Stamp{found.st_ino, found.st_size, found.st_mtim.tv_sec * 1'000'000'000 + found.st_mtim.tv_nsec};
}

// Whether a change from now on changes the stamp too: the clock of a file system may be some milliseconds coarse,
// or seconds on old ones.
bool isSettled(const Stamp &stamp)
{
    using namespace std::chrono;
    const auto now = duration_cast<nanoseconds>(system_clock::now().time_since_epoch());
    return now - nanoseconds(stamp.changedNs) > 3s;
}

std::optional<Content> readContent(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return {};
    const qint64 size = file.size();
    if (const uchar *mapped = size > 0 ? file.map(0, size) : nullptr)
        return Content{Digest::of(QByteArrayView(mapped, size)), size};
    const QByteArray bytes = file.readAll(); // it is empty, or cannot be mapped
    return Content{Digest::of(bytes), bytes.size()};
}

// What this process knows of files whose stamps have settled.
class SeenFiles
{
public:
    std::optional<Content> find(const QString &path, const Stamp &stamp)
    {
        const QMutexLocker lock(&m_mutex);
        const auto it = m_seen.find(path);
        return it != m_seen.end() && it->second.stamp == stamp ? std::optional(it->second.content) : std::nullopt;
    }

    void insert(const QString &path, const Stamp &stamp, const Content &content)
    {
        constexpr std::size_t most = 100'000;
        const QMutexLocker lock(&m_mutex);
        if (m_seen.size() >= most)
            m_seen.clear();
        m_seen.insert_or_assign(path, Seen{stamp, content});
    }

private:
    struct Seen
    {
        Stamp stamp;
        Content content;
    };

    QMutex m_mutex;
    std::unordered_map<QString, Seen> m_seen;
};

} // namespace

std::optional<Content> contentOfFile(const QString &path)
{
    static SeenFiles seen;
    const auto stamp = stampOf(path);
    if (!stamp)
        return {};
    if (const auto known = seen.find(path, *stamp))
        return known;
    const bool isFinal = isSettled(*stamp); // asked before the content is read
    const auto content = readContent(path);
    if (content && isFinal)
        seen.insert(path, *stamp, *content);
    return content;
}

QStringList entriesBelow(const QString &folder)
{
    QStringList entries;
    QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QFileInfo found(it.next());
        const QString path = found.filePath().sliced(folder.size() + 1);
        if (found.isSymLink() ? !found.isFile() : !found.isFile() && !found.isDir())
            throw FileError(u"%1 is neither a file nor a folder, so %2 cannot be kept"_s.arg(path, folder));
        if (found.isFile())
            entries.append(path);
        else if (QDir(found.filePath()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
            entries.append(path + u'/');
    }
    entries.sort();
    return entries;
}

std::optional<Content> contentOfFolder(const QString &path)
{
    if (!QFileInfo(path).isDir())
        return {};
    Encoder encoder;
    Content all;
    for (const QString &entry : entriesBelow(path)) {
        encoder.text(entry);
        if (entry.endsWith(u'/'))
            continue;
        const auto content = contentOfFile(path + u'/' + entry);
        if (!content)
            throw FileError(u"%1/%2 cannot be read"_s.arg(path, entry));
        encoder.digest(content->digest);
        all.size += content->size;
    }
    all.digest = Digest::of(encoder.view());
    return all;
}

} // namespace once::detail
