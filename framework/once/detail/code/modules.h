// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/digest.h>

#include <QStringList>

#include <link.h>

#include <vector>

namespace once::detail {

// The program, or a shared library that is loaded. What is read of it the loader has checked.
struct Module
{
    explicit Module(const dl_phdr_info &info);

    bool holds(quintptr address) const;
    bool exports(const char *name, quint32 hash) const; // for others to import
    QByteArray identity() const;          // its build id, or one by the content of its file

    quintptr base = 0;
    QString path;
    QByteArray buildId; // empty where there is none
    QString name;       // by which others need it
    QStringList needed; // directly

private:
    void readDynamic(const ElfW(Dyn) *entry);

    std::vector<std::pair<quintptr, quintptr>> m_ranges;
    const ElfW(Sym) *m_symbols = nullptr;
    const char *m_names = nullptr;
    const quint32 *m_hashes = nullptr;
};

// All that are loaded at the moment, in the order in which the loader looks for names.
class Modules
{
public:
    Modules();

    const std::vector<Module> &all() const { return m_modules; }
    const Module *holding(quintptr address) const;
    // Where a module has an imported name from; null when nothing exports it.
    const Module *provider(const char *name, const Module &importer) const;
    // Of a module with all that it needs, directly or not.
    Digest identityWithNeeded(const Module &module) const;

private:
    const Module *named(const QString &name) const;

    std::vector<Module> m_modules;
};

} // namespace once::detail
