// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/dependency.h>

#include <QFile>

#include <sys/stat.h>

#include <array>
#include <memory>

namespace once {

namespace {

using Stamp = std::array<qint64, 4>;

// What changes when a file does, without reading it; nullopt when it is not there.
std::optional<Stamp> stampOf(const QByteArray &path)
{
    struct stat found = {};
    if (::stat(path.constData(), &found) != 0)
        return {};
    return Stamp{qint64(found.st_ino), found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec};
}

QByteArray contentEncoding(const QString &path)
{
    Encoder encoder;
    QFile file(path);
    if (file.open(QFile::ReadOnly))
        encoder.digest(Digest::of(file.readAll()));
    else
        encoder.null();
    return encoder.view().toByteArray();
}

} // namespace

Dependency fileDependency(const QString &path)
{
    struct Seen
    {
        std::optional<Stamp> stamp;
        QByteArray encoding;
    };
    return {path, [path, seen = std::make_shared<Seen>()] {
                const auto stamp = stampOf(QFile::encodeName(path));
                if (seen->encoding.isEmpty() || stamp != seen->stamp)
                    *seen = {stamp, contentEncoding(path)};
                return seen->encoding;
            }};
}

} // namespace once
