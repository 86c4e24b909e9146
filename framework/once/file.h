// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/digest.h>
#include <once/json.h>

#include <stdexcept>
#include <utility>

namespace once {

// What taking or opening a file fails with: a sentence for people. In a run(), it is the error of that run.
struct FileError : std::runtime_error
{
    explicit FileError(const QString &sentence) : std::runtime_error(sentence.toStdString()) {}
};

namespace detail {

// A file or a folder by its content, wherever that lies.
class KeptFile
{
public:
    bool isNull() const { return m_name.isEmpty(); }
    const QString &name() const { return m_name; } // without folders
    qint64 size() const { return m_size; }         // bytes; of a folder, those of all its files
    const Digest &digest() const { return m_digest; }

    bool operator==(const KeptFile &other) const { return m_name == other.m_name && m_digest == other.m_digest; }

protected:
    enum class Kind { File, Folder };

    KeptFile() = default;
    KeptFile(Kind kind, const QString &path);
    static KeptFile fromJson(Kind kind, const Json &json); // throws FileError

    QString pathOf(Kind kind) const;
    Json toJson(Kind kind) const;

private:
    QString m_name;
    Digest m_digest;
    qint64 m_size = 0;
    QString m_path; // where it was found, when it was taken outside of an app
};

} // namespace detail

// The content of a file as a value: as a prop, as a result, in a State. It is taken when the File is made, and never
// changes after that: inside of an app it is copied into the data folder, where every work finds it, in another
// process and after a restart too. Equal files have the same name and the same content, wherever they lie; so a work
// that is given a file runs again when the file has changed, and not when it was only touched or moved.
//
// Made in a flow's run() or a work's run(). Making one again from a file that has not changed looks at the file's size
// and times alone; a changed one is copied in the calling thread (for nothing on file systems that can share it).
// A file that is too large to be kept twice can be passed as its path, with fileDependency() for its content.
class File : public detail::KeptFile
{
public:
    File() = default; // no file
    explicit File(const QString &path) : KeptFile(Kind::File, path) {} // throws FileError when it cannot be read

    // Where the content can be read, under the file's name; never to be written to. Inside of run(), of a flow or a
    // work. Throws FileError when it is gone, or is not what was kept.
    QString path() const { return pathOf(Kind::File); }
    QByteArray read() const;                  // throws FileError
    void copyTo(const QString &path) const;   // replaces what is there; throws FileError

    friend void to_json(Json &json, const File &file) { json = file.toJson(Kind::File); }
    friend void from_json(const Json &json, File &file) { file = File(fromJson(Kind::File, json)); }
    friend auto onceKey(const File &file) { return std::pair(file.name(), file.digest().toHex()); }

private:
    explicit File(KeptFile kept) : KeptFile(std::move(kept)) {}
};

// The same for a folder and all that is below it: hidden files, empty folders, and of links to files the files. Links
// to folders are refused.
class Folder : public detail::KeptFile
{
public:
    Folder() = default; // no folder
    explicit Folder(const QString &path) : KeptFile(Kind::Folder, path) {} // throws FileError

    QString path() const { return pathOf(Kind::Folder); } // as of a File
    QStringList files() const; // relative paths, in order; throws FileError

    friend void to_json(Json &json, const Folder &folder) { json = folder.toJson(Kind::Folder); }
    friend void from_json(const Json &json, Folder &folder) { folder = Folder(fromJson(Kind::Folder, json)); }
    friend auto onceKey(const Folder &folder) { return std::pair(folder.name(), folder.digest().toHex()); }

private:
    explicit Folder(KeptFile kept) : KeptFile(std::move(kept)) {}
};

} // namespace once
