// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/file.h>

#include <once/detail/files/filestore.h>

#include <QDir>
#include <QFile>

namespace once {

using namespace Qt::StringLiterals;

namespace detail {

namespace {

// In the JSON of a File or a Folder its name has this key; nothing else that an app writes is likely to.
constexpr const char *keys[] = {"once:file", "once:folder"};

QString nameOf(const QString &path)
{
    return QFileInfo(QDir::cleanPath(QFileInfo(path).absoluteFilePath())).fileName();
}

std::optional<Content> contentOf(bool isFolder, const QString &path)
{
    return isFolder ? contentOfFolder(path) : contentOfFile(path);
}

std::optional<Content> keep(bool isFolder, const QString &path, const QString &name)
{
    return isFolder ? currentFiles->keepFolder(path, name) : currentFiles->keepFile(path, name);
}

bool isName(const QString &name)
{
    return !name.isEmpty() && !name.contains(u'/') && !name.contains(QChar(0)) && name != "."_L1 && name != ".."_L1;
}

} // namespace

KeptFile::KeptFile(Kind kind, const QString &path) : m_name(nameOf(path))
{
    const bool isFolder = kind == Kind::Folder;
    const bool isThere = isFolder ? QFileInfo(path).isDir() : QFileInfo(path).isFile();
    if (!isThere || m_name.isEmpty())
        throw FileError(u"there is no %1 %2"_s.arg(isFolder ? u"folder"_s : u"file"_s, path));
    if (!currentFiles)
        m_path = QFileInfo(path).absoluteFilePath();
    const auto content = currentFiles ? keep(isFolder, path, m_name) : contentOf(isFolder, path);
    if (!content)
        throw FileError(u"%1 cannot be read"_s.arg(path));
    m_digest = content->digest;
    m_size = content->size;
}

KeptFile KeptFile::fromJson(Kind kind, const Json &json)
{
    KeptFile file;
    if (json.is_null())
        return file;
    file.m_name = json.at(keys[int(kind)]).get<QString>();
    file.m_digest = Digest::fromHex(json.at("digest").get<QString>());
    file.m_size = json.at("size").get<qint64>();
    if (!isName(file.m_name) || file.m_digest.isNone() || file.m_size < 0)
        throw FileError(u"%1 is not a file of Once"_s.arg(preview(json, 100)));
    return file;
}

Json KeptFile::toJson(Kind kind) const
{
    if (isNull())
        return {};
    return {{keys[int(kind)], m_name}, {"digest", m_digest.toHex()}, {"size", m_size}};
}

QString KeptFile::pathOf(Kind kind) const
{
    const bool isFolder = kind == Kind::Folder;
    if (isNull())
        throw FileError(u"there is no file in this value"_s);
    if (!currentFiles && m_path.isEmpty())
        throw std::logic_error("once: the path of a kept file is asked for outside of a flow's and a work's run()");
    if (currentFiles && !m_path.isEmpty()) // it was taken before there was an app
        keep(isFolder, m_path, m_name);
    const QString path = currentFiles ? currentFiles->pathOf(m_digest, m_name) : m_path;
    const auto content = contentOf(isFolder, path);
    if (!content || content->digest != m_digest)
        throw FileError(u"%1 is %2 %3"_s.arg(m_name, content ? u"not what was kept at"_s : u"gone from"_s, path));
    return path;
}

namespace {

template <typename T>
std::optional<T> parsed(const Json &json, const char *key)
{
    try {
        return json.is_object() && json.contains(key) ? std::optional(json.get<T>()) : std::nullopt;
    } catch (const std::exception &) { // it only looks like one
        return {};
    }
}

// Calls it with each File and each Folder in a value.
template <typename Visitor>
void visitFiles(const Json &json, const Visitor &visit)
{
    if (const auto file = parsed<File>(json, keys[0]))
        visit(*file);
    else if (const auto folder = parsed<Folder>(json, keys[1]))
        visit(*folder);
    else if (json.is_structured())
        for (const Json &part : json)
            visitFiles(part, visit);
}

template <typename Visitor>
void visitFiles(const Value &value, const Visitor &visit)
{
    if (value.encoding().contains("once:f")) // part of both keys
        visitFiles(value.toJson(), visit);
}

} // namespace

qint64 bytesOf(const Value &value)
{
    qint64 bytes = value.encoding().size();
    visitFiles(value, [&bytes](const KeptFile &file) { bytes += file.size(); });
    return bytes;
}

bool areFilesThere(const Value &value, const FileStore &files)
{
    bool areThere = true;
    visitFiles(value, [&]<typename T>(const T &file) {
        if constexpr (std::same_as<T, File>)
            areThere &= files.hasFile(file.digest(), file.name(), file.size());
        else
            areThere &= files.hasFolder(file.digest(), file.name());
    });
    return areThere;
}

} // namespace detail

QByteArray File::read() const
{
    QFile file(path());
    if (!file.open(QFile::ReadOnly))
        throw FileError(u"%1 cannot be read: %2"_s.arg(name(), file.errorString()));
    return file.readAll();
}

void File::copyTo(const QString &to) const
{
    QFile file(path());
    QFile::remove(to);
    if (!file.copy(to))
        throw FileError(u"%1 cannot be copied to %2: %3"_s.arg(name(), to, file.errorString()));
    QFile copy(to);
    copy.setPermissions(copy.permissions() | QFile::WriteOwner);
}

QStringList Folder::files() const
{
    QStringList files = detail::entriesBelow(path());
    files.removeIf([](const QString &entry) { return entry.endsWith(u'/'); });
    return files;
}

} // namespace once
