// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/digest.h>

#include <link.h>

#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace once::detail {

struct Import;

// The program, or a shared library that is loaded. What is read of it the loader has checked, and lies in memory for as
// long as it is loaded.
class Module
{
public:
    explicit Module(const dl_phdr_info &info);

    quintptr base() const { return m_base; }
    QString path() const;
    QByteArrayView buildId() const { return m_buildId; } // empty where there is none
    QByteArrayView name() const { return m_name; }       // by which others need it
    std::vector<QByteArrayView> needed() const;          // directly

    bool holds(quintptr address) const;
    bool exports(const Import &import) const; // for others
    QByteArray identity() const;              // its build id, or one by the content of its file

private:
    void readDynamic();
    void readHashes(const quint32 *table);

    quintptr m_base = 0;
    const char *m_path = nullptr;
    std::span<const ElfW(Phdr)> m_headers;
    QByteArrayView m_buildId, m_name;
    const ElfW(Dyn) *m_dynamic = nullptr;
    const ElfW(Sym) *m_symbols = nullptr;
    const char *m_names = nullptr;

    // The table that the loader uses: a filter, buckets, and for each bucket a chain of hashes whose last one is odd.
    const quint64 *m_filter = nullptr;
    const quint32 *m_buckets = nullptr, *m_chains = nullptr;
    quint32 m_filterMask = 0, m_shift = 0, m_bucketCount = 0, m_first = 0;
};

struct Import
{
    const char *name = nullptr;
    quint32 hash = 0;                 // its loaderHash()
    quint32 number = 0;               // for who asks
    const Module *provider = nullptr; // none: nothing exports it
};

// All that are loaded at one moment, in the order in which the loader looks for names. Any thread.
class Modules
{
public:
    // As it is now. Made anew when something was loaded or unloaded since.
    static std::shared_ptr<const Modules> loaded();

    const std::vector<Module> &all() const { return m_modules; }
    const Module *holding(quintptr address) const;
    // Finds the providers of what a module imports. All imports are looked for in one module after the other, because
    // most of the time goes into memory that was not touched before.
    void findProviders(std::span<Import> imports, const Module &importer) const;
    // Of a module with all that it needs, directly or not.
    Digest identityWithNeeded(const Module &module) const;

private:
    struct Identity
    {
        QByteArray own;
        Digest withNeeded; // both are made when they are asked for
    };

    Modules();
    void findNeeded();
    const QByteArray &ownIdentity(std::size_t module) const;
    Digest makeIdentity(std::size_t module) const;

    std::vector<Module> m_modules;
    std::vector<std::vector<std::size_t>> m_needed; // of each module, those that are loaded
    mutable std::mutex m_mutex;
    mutable std::vector<Identity> m_identities;
};

} // namespace once::detail
