// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/modules.h>

#include <once/detail/code/elffile.h>
#include <once/detail/code/mixer.h>

#include <QFile>
#include <QHash>

#include <algorithm>
#include <iterator>

namespace once::detail {

namespace {

int collect(dl_phdr_info *info, std::size_t, void *modules)
{
    if (!QByteArrayView(info->dlpi_name).startsWith("linux-vdso"))
        static_cast<std::vector<Module> *>(modules)->emplace_back(*info);
    return 0;
}

// How often something was loaded and unloaded.
using Changes = std::pair<quint64, quint64>;

int readChanges(dl_phdr_info *info, std::size_t, void *changes)
{
    *static_cast<Changes *>(changes) = {info->dlpi_adds, info->dlpi_subs};
    return 1; // the first module says it for all
}

} // namespace

Module::Module(const dl_phdr_info &info) : m_base(info.dlpi_addr), m_path(info.dlpi_name), m_headers(info.dlpi_phdr, info.dlpi_phnum)
{
    m_name = m_path;
    m_name = m_name.sliced(m_name.lastIndexOf('/') + 1);
    for (const ElfW(Phdr) &header : m_headers) {
        const quintptr begin = m_base + header.p_vaddr;
        if (header.p_type == PT_NOTE && m_buildId.isEmpty())
            m_buildId = buildIdIn({reinterpret_cast<const char *>(begin), qsizetype(header.p_memsz)}, header.p_align);
        else if (header.p_type == PT_DYNAMIC)
            m_dynamic = reinterpret_cast<const ElfW(Dyn) *>(begin);
    }
    if (m_dynamic)
        readDynamic();
}

void Module::readDynamic()
{
    const auto pointer = [this](const ElfW(Dyn) *entry) { return entry->d_un.d_ptr < m_base ? entry->d_un.d_ptr + m_base : entry->d_un.d_ptr; };
    const ElfW(Dyn) *name = nullptr;
    for (const auto *entry = m_dynamic; entry->d_tag != DT_NULL; ++entry) {
        if (entry->d_tag == DT_SYMTAB)
            m_symbols = reinterpret_cast<const ElfW(Sym) *>(pointer(entry));
        else if (entry->d_tag == DT_STRTAB)
            m_names = reinterpret_cast<const char *>(pointer(entry));
        else if (entry->d_tag == DT_GNU_HASH)
            readHashes(reinterpret_cast<const quint32 *>(pointer(entry)));
        else if (entry->d_tag == DT_SONAME)
            name = entry;
    }
    if (name && m_names)
        m_name = m_names + name->d_un.d_val;
}

void Module::readHashes(const quint32 *table)
{
    m_bucketCount = table[0], m_first = table[1], m_shift = table[3];
    m_filterMask = table[2] - 1; // their number is a power of two
    m_filter = reinterpret_cast<const quint64 *>(table + 4);
    m_buckets = reinterpret_cast<const quint32 *>(m_filter + table[2]);
    m_chains = m_buckets + m_bucketCount;
}

QString Module::path() const
{
    return *m_path ? QFile::decodeName(m_path) : QStringLiteral("/proc/self/exe"); // the loader leaves its name empty
}

std::vector<QByteArrayView> Module::needed() const
{
    std::vector<QByteArrayView> names;
    for (const auto *entry = m_dynamic; m_names && entry->d_tag != DT_NULL; ++entry)
        if (entry->d_tag == DT_NEEDED)
            names.emplace_back(m_names + entry->d_un.d_val);
    return names;
}

bool Module::holds(quintptr address) const
{
    return std::ranges::any_of(m_headers, [&](const ElfW(Phdr) &header) {
        return header.p_type == PT_LOAD && address - (m_base + header.p_vaddr) < header.p_memsz;
    });
}

bool Module::exports(const Import &import) const
{
    const quint32 hash = import.hash;
    if (m_bucketCount == 0 || !m_symbols || !m_names)
        return false;
    const quint64 bits = quint64(1) << hash % 64 | quint64(1) << (hash >> m_shift) % 64;
    if ((m_filter[hash / 64 & m_filterMask] & bits) != bits)
        return false;
    for (quint32 i = m_buckets[hash % m_bucketCount]; i >= m_first; ++i) {
        const quint32 other = m_chains[i - m_first];
        if ((other | 1) == (hash | 1) && qstrcmp(m_names + m_symbols[i].st_name, import.name) == 0 && m_symbols[i].st_shndx != SHN_UNDEF)
            return true;
        if (other & 1)
            break;
    }
    return false;
}

QByteArray Module::identity() const
{
    if (!m_buildId.isEmpty())
        return m_buildId.toByteArray();
    QFile file(path());
    return file.open(QFile::ReadOnly) ? Digest::of(file.readAll()).bytes().toByteArray() : QByteArray();
}

std::shared_ptr<const Modules> Modules::loaded()
{
    static std::mutex mutex;
    static std::shared_ptr<const Modules> modules;
    static Changes known;
    Changes now;
    const std::lock_guard lock(mutex);
    dl_iterate_phdr(readChanges, &now);
    if (!modules || now != known)
        modules.reset(new Modules);
    known = now;
    return modules;
}

Modules::Modules()
{
    dl_iterate_phdr(collect, &m_modules);
    m_identities.resize(m_modules.size());
    findNeeded();
}

void Modules::findNeeded()
{
    QHash<QByteArrayView, std::size_t> named;
    for (std::size_t i = m_modules.size(); i-- > 0;)
        named[m_modules[i].name()] = i;
    for (const Module &module : m_modules) {
        std::vector<std::size_t> &needed = m_needed.emplace_back();
        for (const QByteArrayView name : module.needed())
            if (const auto it = named.constFind(name); it != named.cend())
                needed.push_back(*it);
    }
}

const Module *Modules::holding(quintptr address) const
{
    const auto it = std::ranges::find_if(m_modules, [address](const Module &module) { return module.holds(address); });
    return it == m_modules.end() ? nullptr : &*it;
}

void Modules::findProviders(std::span<Import> imports, const Module &importer) const
{
    std::vector<Import *> missing;
    missing.reserve(imports.size());
    std::ranges::transform(imports, std::back_inserter(missing), [](Import &import) { return &import; });
    for (const Module &module : m_modules) {
        if (&module == &importer)
            continue;
        std::erase_if(missing, [&module](Import *import) {
            const bool isFound = module.exports(*import);
            if (isFound)
                import->provider = &module;
            return isFound;
        });
    }
}

Digest Modules::identityWithNeeded(const Module &module) const
{
    const auto index = std::size_t(&module - m_modules.data());
    const std::lock_guard lock(m_mutex);
    Digest &identity = m_identities[index].withNeeded;
    if (identity.isNone())
        identity = makeIdentity(index);
    return identity;
}

Digest Modules::makeIdentity(std::size_t module) const
{
    std::vector<bool> isFound(m_modules.size());
    std::vector<std::size_t> found{module};
    isFound[module] = true;
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (const std::size_t other : m_needed[found[i]]) {
            if (!isFound[other])
                found.push_back(other);
            isFound[other] = true;
        }
    }
    std::vector<QByteArrayView> identities;
    for (const std::size_t each : found)
        identities.emplace_back(ownIdentity(each));
    std::ranges::sort(identities);
    Mixer mixer;
    for (const QByteArrayView identity : identities)
        mixer.add(identity);
    return mixer.digest();
}

const QByteArray &Modules::ownIdentity(std::size_t module) const
{
    QByteArray &identity = m_identities[module].own;
    if (identity.isEmpty())
        identity = m_modules[module].identity();
    return identity;
}

} // namespace once::detail
