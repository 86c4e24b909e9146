// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/memory/resultfiles.h>

#include <once/detail/kept/files.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

struct Look
{
    qint64 size = -1, modified = 0; // nanoseconds
    dev_t device = 0;
    ino_t inode = 0;

    bool isThere() const { return size >= 0; }
    bool isFile(const Look &other) const { return device == other.device && inode == other.inode; }
};

constexpr qint64 nanoseconds = 1'000'000'000;

Look lookAt(const QString &path)
{
    struct stat state = {};
    if (::stat(QFile::encodeName(path).constData(), &state) != 0)
        return {};
    return {state.st_size, qint64(state.st_mtim.tv_sec) * nanoseconds + state.st_mtim.tv_nsec, state.st_dev, state.st_ino};
}

Digest digestAt(const QString &path)
{
    if (const auto digest = digestOfFile(path))
        return *digest;
    throw CodecError(path, qt_error_string());
}

// The time that a copy of a result's file has: the second is that of the file, and the rest says which one it is, as two that
// are written at once have one time.
qint64 timeOfCopy(const Look &original, const QString &file)
{
    const qint64 fraction = qint64(QFileInfo(file).baseName().last(8).toUInt(nullptr, 16)) % nanoseconds;
    return original.modified / nanoseconds * nanoseconds + fraction;
}

bool copy(const QString &from, const QString &to, qint64 modified)
{
    const timespec times[] = {{0, UTIME_OMIT}, {time_t(modified / nanoseconds), long(modified % nanoseconds)}};
    return QFile::copy(from, to) && ::utimensat(AT_FDCWD, QFile::encodeName(to).constData(), times, 0) == 0;
}

std::shared_ptr<const AnyCodec> codecOf(const QString &format, const ValueType &type, const QString &path)
{
    for (const auto &output : {npy(), npz(), raw(), json(), binary()})
        if (output.format == format)
            return output.codecFor(type);
    throw CodecError(path, u"It is in the format %1, which is not known here."_s.arg(format));
}

} // namespace

QString ResultFiles::pathOf(const QString &file) const { return u"%1/blobs/%2"_s.arg(m_folder, file); }

void ResultFiles::write(SharedCall &call, const void *value, const AnyCodec &codec) const
{
    QDir().mkpath(m_folder + u"/blobs"_s);
    const QString aside = pathOf(u"%1.part%2"_s.arg(QUuid::createUuid().toString(QUuid::Id128), codec.suffix()));
    const Value note = codec.write(value, aside);
    call.file = digestAt(aside).toHex() + codec.suffix();
    const QString path = pathOf(call.file);
    if (QFile::exists(path) && digestAt(path).toHex() == QFileInfo(path).baseName()) // and not damaged since
        QFile::remove(aside);
    else if (!QFile::setPermissions(aside, QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther)
             || ::rename(QFile::encodeName(aside).constData(), QFile::encodeName(path).constData()) != 0)
        throw CodecError(path, qt_error_string());
    const Look look = lookAt(path);
    call.result = Value::of(Json{{"format", codec.format().toStdString()}, {"note", note.toJson()}, {"size", look.size}, {"modifiedNs", look.modified}});
}

qint64 ResultFiles::sizeOf(const SharedCall &call)
{
    return call.file.isEmpty() ? 0 : call.result.toJson().at("size").get<qint64>();
}

void ResultFiles::check(const SharedCall &call, const QString &path) const
{
    const Json written = call.result.toJson();
    const Look look = lookAt(path);
    if (!look.isThere())
        throw CodecError(path, u"It is gone."_s);
    const bool isAsWritten = look.size == written.at("size").get<qint64>() && look.modified == written.at("modifiedNs").get<qint64>();
    if (isAsWritten || digestAt(path).toHex() == QFileInfo(call.file).baseName())
        return;
    putAsDamaged(m_folder, path);
    throw CodecError(path, u"It is not what was written."_s);
}

std::shared_ptr<const void> ResultFiles::read(const SharedCall &call, const AnyCodec &codec) const
{
    const QString path = pathOf(call.file);
    check(call, path);
    const Json note = call.result.toJson().at("note");
    return codec.read(path, note.is_null() ? Value() : Value::of(note));
}

std::shared_ptr<const void> ResultFiles::read(const SharedCall &call, const ValueType &type) const
{
    const Json format = call.result.toJson().at("format");
    return read(call, *codecOf(format.get<QString>(), type, pathOf(call.file)));
}

void ResultFiles::place(const QString &file, const QString &name) const
{
    const QString from = pathOf(file), to = QDir(m_folder).absoluteFilePath(name);
    const Look original = lookAt(from), placed = lookAt(to);
    const qint64 copied = timeOfCopy(original, file);
    if (original.isThere() && (placed.isFile(original) || (placed.size == original.size && placed.modified == copied)))
        return;
    QDir().mkpath(QFileInfo(to).path());
    const QString aside = u"%1.%2.part"_s.arg(to, QUuid::createUuid().toString(QUuid::Id128));
    const bool isLinked = ::link(QFile::encodeName(from).constData(), QFile::encodeName(aside).constData()) == 0;
    if ((!isLinked && !copy(from, aside, copied))
        || std::rename(QFile::encodeName(aside).constData(), QFile::encodeName(to).constData()) != 0) {
        QFile::remove(aside);
        throw CodecError(to, qt_error_string());
    }
}

} // namespace once::detail
