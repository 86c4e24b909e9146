// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/inputs.h>

#include <QDir>
#include <QFileInfo>

#include <ar.h>

#include <algorithm>

namespace once::detail {

namespace {

[[noreturn]] void refuse(const QString &path, const char *why)
{
    throw Unreadable(QStringLiteral("%1 cannot be read: %2").arg(path, QString::fromUtf8(why)).toStdString());
}

// What linkers read besides: it names files, which are listed themselves.
bool isScript(QByteArrayView bytes)
{
    const QByteArrayView head = bytes.first(std::min<qsizetype>(bytes.size(), 512));
    return std::ranges::all_of(head, [](char c) { return (c >= ' ' && c <= '~') || c == '\n' || c == '\t' || c == '\r'; });
}

// Link-time optimisation makes objects of the others, some with nothing but what debuggers read, and takes them away when
// it has linked them.
bool isPassing(const QString &path)
{
    const bool isOfLinker = path.endsWith(QLatin1String(".ltrans.o")) || path.endsWith(QLatin1String(".debug.temp.o"));
    return isOfLinker && !QFile::exists(path);
}

quint64 number(const char *text, int width)
{
    bool isNumber = false;
    const quint64 value = QByteArray(text, width).trimmed().toULongLong(&isNumber);
    if (!isNumber)
        throw Unreadable("a member of the archive has no size");
    return value;
}

} // namespace

Inputs::Inputs(const QStringList &paths)
{
    for (const QString &path : paths) {
        try {
            if (!isPassing(path))
                add(path);
        } catch (const Unreadable &unreadable) {
            refuse(path, unreadable.what());
        }
    }
}

void Inputs::add(const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QFile::ReadOnly))
        throw Unreadable(file->errorString().toStdString());
    const uchar *mapped = file->size() > 0 ? file->map(0, file->size()) : nullptr;
    if (!mapped)
        throw Unreadable("it cannot be mapped");
    const QByteArrayView bytes(mapped, file->size());
    m_files.push_back(std::move(file));
    if (bytes.startsWith(ARMAG))
        addArchive(path, bytes);
    else if (bytes.startsWith(ELFMAG))
        addObject(QFileInfo(path).fileName(), bytes, belongsToSystem(path));
    else if (!isScript(bytes) || bytes.startsWith("!<thin>"))
        throw Unreadable("it is neither an object nor an archive; with link-time optimisation, objects must be fat");
}

void Inputs::addArchive(const QString &path, QByteArrayView archive)
{
    const bool isSystem = belongsToSystem(path);
    for (quint64 at = SARMAG; at < quint64(archive.size());) {
        const auto header = readOne<ar_hdr>(archive, at);
        const quint64 size = number(header.ar_size, sizeof header.ar_size);
        at += sizeof header;
        readArray<char>(archive, at, 0);
        if (size > quint64(archive.size()) - at)
            throw Unreadable("a member of the archive lies beyond its end");
        const bool isIndex = header.ar_name[0] == '/' && (header.ar_name[1] == ' ' || header.ar_name[1] == '/' || header.ar_name[1] == 'S');
        if (!isIndex)
            addObject(QFileInfo(path).fileName(), archive.sliced(qsizetype(at), qsizetype(size)), isSystem);
        at += size + size % 2;
    }
}

void Inputs::addObject(const QString &name, QByteArrayView bytes, bool isSystem)
{
    Object object{name, ElfFile(bytes), isSystem};
    if (object.file.isObject())
        m_objects.push_back(std::move(object));
}

// "program: a.o b.o \" and, from some linkers, a line "a.o:" for each.
QStringList pathsInDependencies(QByteArrayView makefile)
{
    QByteArray text = makefile.toByteArray();
    text.replace("\\\n", " ").replace("\\ ", QByteArray(1, '\1'));
    const qsizetype colon = text.indexOf(": ");
    QStringList paths;
    const qsizetype end = text.indexOf('\n', colon);
    for (QByteArray word : text.mid(colon + 1, end < 0 ? -1 : end - colon - 1).simplified().split(' '))
        if (!word.isEmpty())
            paths.append(QFile::decodeName(word.replace('\1', ' ').replace("$$", "$").replace("\\#", "#")));
    paths.removeDuplicates();
    return paths;
}

bool belongsToSystem(const QString &path)
{
    const QString clean = QDir::cleanPath(path);
    return clean.startsWith(QLatin1String("/lib")) || clean.startsWith(QLatin1String("/usr/lib"))
           || clean.startsWith(QLatin1String("linux-vdso"));
}

} // namespace once::detail
