// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/code/elffile.h>

#include <QFile>
#include <QStringList>

#include <memory>

namespace once::detail {

// What a linker was given: objects, and archives of them, mapped for as long as this lives.
class Inputs
{
public:
    struct Object
    {
        QString name; // "main.cpp.o", for people
        ElfFile file;
        bool isSystem = false; // of the compiler or the distribution
    };

    // Shared libraries and scripts among the paths are left out. Throws Unreadable, with the path, for what might hold
    // code and cannot be read.
    explicit Inputs(const QStringList &paths);

    const std::vector<Object> &objects() const { return m_objects; }

private:
    void add(const QString &path);
    void addArchive(const QString &path, QByteArrayView archive);
    void addObject(const QString &name, QByteArrayView bytes, bool isSystem);

    std::vector<std::unique_ptr<QFile>> m_files;
    std::vector<Object> m_objects;
};

// The paths in a file that `--dependency-file` of a linker has written.
QStringList pathsInDependencies(QByteArrayView makefile);

bool belongsToSystem(const QString &path);

} // namespace once::detail
