// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/modules.h>

#include <once/detail/code/elffile.h>
#include <once/detail/code/mixer.h>

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <span>

namespace once::detail {

namespace {

quint32 hashOf(const char *name)
{
    quint32 hash = 5381;
    for (; *name; ++name)
        hash = hash * 33 + quint8(*name);
    return hash;
}

int collect(dl_phdr_info *info, std::size_t, void *modules)
{
    if (!QByteArrayView(info->dlpi_name).startsWith("linux-vdso"))
        static_cast<std::vector<Module> *>(modules)->emplace_back(*info);
    return 0;
}

} // namespace

Module::Module(const dl_phdr_info &info)
    : base(info.dlpi_addr),
      path(*info.dlpi_name ? QFile::decodeName(info.dlpi_name) : QStringLiteral("/proc/self/exe")) // the loader leaves its name empty
{
    name = QFileInfo(path).fileName();
    for (const ElfW(Phdr) &header : std::span(info.dlpi_phdr, info.dlpi_phnum)) {
        const quintptr begin = base + header.p_vaddr;
        if (header.p_type == PT_LOAD)
            m_ranges.emplace_back(begin, begin + header.p_memsz);
        else if (header.p_type == PT_NOTE && buildId.isEmpty())
            buildId = buildIdIn({reinterpret_cast<const char *>(begin), qsizetype(header.p_memsz)}, header.p_align).toByteArray();
        else if (header.p_type == PT_DYNAMIC)
            readDynamic(reinterpret_cast<const ElfW(Dyn) *>(begin));
    }
}

void Module::readDynamic(const ElfW(Dyn) *entries)
{
    const auto pointer = [this](const ElfW(Dyn) *entry) { return entry->d_un.d_ptr < base ? entry->d_un.d_ptr + base : entry->d_un.d_ptr; };
    for (const auto *entry = entries; entry->d_tag != DT_NULL; ++entry) {
        if (entry->d_tag == DT_SYMTAB)
            m_symbols = reinterpret_cast<const ElfW(Sym) *>(pointer(entry));
        else if (entry->d_tag == DT_STRTAB)
            m_names = reinterpret_cast<const char *>(pointer(entry));
        else if (entry->d_tag == DT_GNU_HASH)
            m_hashes = reinterpret_cast<const quint32 *>(pointer(entry));
    }
    for (const auto *entry = entries; m_names && entry->d_tag != DT_NULL; ++entry) {
        if (entry->d_tag == DT_NEEDED)
            needed.append(QString::fromLocal8Bit(m_names + entry->d_un.d_val));
        else if (entry->d_tag == DT_SONAME)
            name = QString::fromLocal8Bit(m_names + entry->d_un.d_val);
    }
}

bool Module::holds(quintptr address) const
{
    return std::ranges::any_of(m_ranges, [address](const auto &range) { return address >= range.first && address < range.second; });
}

// By the table that the loader uses: a filter, buckets, and for each bucket a chain of hashes whose last one is odd.
bool Module::exports(const char *wanted, quint32 hash) const
{
    if (!m_hashes || !m_symbols || !m_names || m_hashes[0] == 0)
        return false;
    const quint32 bucketCount = m_hashes[0], first = m_hashes[1], filterSize = m_hashes[2], shift = m_hashes[3];
    const auto *filter = reinterpret_cast<const quint64 *>(m_hashes + 4);
    const auto *buckets = reinterpret_cast<const quint32 *>(filter + filterSize);
    const quint32 *chains = buckets + bucketCount;
    const quint64 bits = quint64(1) << hash % 64 | quint64(1) << (hash >> shift) % 64;
    if ((filter[hash / 64 % filterSize] & bits) != bits)
        return false;
    for (quint32 i = buckets[hash % bucketCount]; i >= first; ++i) {
        const quint32 other = chains[i - first];
        if ((other | 1) == (hash | 1) && qstrcmp(m_names + m_symbols[i].st_name, wanted) == 0 && m_symbols[i].st_shndx != SHN_UNDEF)
            return true;
        if (other & 1)
            break;
    }
    return false;
}

QByteArray Module::identity() const
{
    if (!buildId.isEmpty())
        return buildId;
    QFile file(path);
    return file.open(QFile::ReadOnly) ? Digest::of(file.readAll()).bytes().toByteArray() : QByteArray();
}

Modules::Modules()
{
    dl_iterate_phdr(collect, &m_modules);
}

const Module *Modules::holding(quintptr address) const
{
    const auto it = std::ranges::find_if(m_modules, [address](const Module &module) { return module.holds(address); });
    return it == m_modules.end() ? nullptr : &*it;
}

const Module *Modules::provider(const char *name, const Module &importer) const
{
    const quint32 hash = hashOf(name);
    const auto it = std::ranges::find_if(m_modules, [&](const Module &module) { return &module != &importer && module.exports(name, hash); });
    return it == m_modules.end() ? nullptr : &*it;
}

const Module *Modules::named(const QString &name) const
{
    const auto it = std::ranges::find(m_modules, name, &Module::name);
    return it == m_modules.end() ? nullptr : &*it;
}

Digest Modules::identityWithNeeded(const Module &module) const
{
    QList<const Module *> found{&module};
    for (qsizetype i = 0; i < found.size(); ++i)
        for (const QString &name : found[i]->needed)
            if (const Module *other = named(name); other && !found.contains(other))
                found.append(other);
    QList<QByteArray> identities;
    for (const Module *each : found)
        identities.append(each->identity());
    std::ranges::sort(identities);
    Mixer mixer;
    for (const QByteArray &identity : identities)
        mixer.add(QByteArrayView(identity));
    return mixer.digest();
}

} // namespace once::detail
