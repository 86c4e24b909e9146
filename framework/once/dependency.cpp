// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/dependency.h>

#include <QFile>

#include <sys/stat.h>

#include <chrono>
#include <memory>

namespace once {

namespace {

// What changes when a file does, without reading it.
struct Stamp
{
    quint64 inode = 0;
    qint64 size = 0, changedNs = 0;

    bool operator==(const Stamp &) const = default;
};

std::optional<Stamp> stampOf(const QByteArray &path) // none when it is not there
{
    struct stat found = {};
    if (::stat(path.constData(), &found) != 0)
        return {};
    return Stamp{found.st_ino, found.st_size, found.st_mtim.tv_sec * 1'000'000'000 + found.st_mtim.tv_nsec};
}

// Whether a change from now on changes the stamp too: the clock of a file system may be some milliseconds coarse,
// or seconds on old ones.
bool isSettled(const std::optional<Stamp> &stamp)
{
    using namespace std::chrono;
    const auto now = duration_cast<nanoseconds>(system_clock::now().time_since_epoch());
    return stamp && now - nanoseconds(stamp->changedNs) > 3s;
}

QByteArray contentEncoding(const QString &path)
{
    Encoder encoder;
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        encoder.null();
    else if (const uchar *mapped = file.map(0, file.size()))
        encoder.digest(Digest::of(QByteArrayView(mapped, file.size())));
    else // it is empty, or no file that can be mapped
        encoder.digest(Digest::of(file.readAll()));
    return encoder.view().toByteArray();
}

} // namespace

Dependency fileDependency(const QString &path)
{
    struct Seen
    {
        std::optional<Stamp> stamp;
        QByteArray encoding;
        bool isFinal = false; // as long as the stamp stays
    };
    return {path, [path, seen = std::make_shared<Seen>()] {
                const auto stamp = stampOf(QFile::encodeName(path));
                const bool isFinal = isSettled(stamp); // asked before the content is read
                if (!seen->isFinal || stamp != seen->stamp)
                    *seen = {stamp, contentEncoding(path), isFinal};
                return seen->encoding;
            }};
}

} // namespace once
