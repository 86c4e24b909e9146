// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/codeidentity.h>

#include <once/digest.h>

#include <QByteArray>
#include <QFile>

#include <link.h>

#include <algorithm>

namespace once {

namespace {

QByteArrayView buildIdNote(const dl_phdr_info &module)
{
    for (int i = 0; i < module.dlpi_phnum; ++i) {
        const auto &header = module.dlpi_phdr[i];
        if (header.p_type != PT_NOTE)
            continue;
        const char *at = reinterpret_cast<const char *>(module.dlpi_addr + header.p_vaddr);
        const char *end = at + header.p_memsz;
        const auto padded = [&header](quint32 size) {
            const auto align = std::max<quint32>(4, quint32(header.p_align));
            return (size + align - 1) / align * align;
        };
        while (at + sizeof(ElfW(Nhdr)) <= end) {
            const auto &note = *reinterpret_cast<const ElfW(Nhdr) *>(at);
            const char *content = at + sizeof note + padded(note.n_namesz);
            if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4)
                return {content, qsizetype(note.n_descsz)};
            at = content + padded(note.n_descsz);
        }
    }
    return {};
}

QByteArray identityOf(const dl_phdr_info &module, const QString &path)
{
    if (const QByteArrayView id = buildIdNote(module); !id.isEmpty())
        return id.toByteArray();
    QFile file(path);
    return file.open(QFile::ReadOnly) ? Digest::of(file.readAll()).bytes().toByteArray() : QByteArray();
}

bool belongsToSystem(const QString &path)
{
    return path.startsWith(QLatin1String("/lib")) || path.startsWith(QLatin1String("/usr/lib"))
           || path.startsWith(QLatin1String("linux-vdso"));
}

int collect(dl_phdr_info *module, std::size_t, void *identities)
{
    const bool isProgram = !*module->dlpi_name; // its name is left empty by the loader
    const QString path = isProgram ? QStringLiteral("/proc/self/exe") : QFile::decodeName(module->dlpi_name);
    if (!belongsToSystem(path))
        static_cast<QList<QByteArray> *>(identities)->append(identityOf(*module, path));
    return 0;
}

QString combinedIdentity()
{
    QList<QByteArray> identities;
    dl_iterate_phdr(collect, &identities);
    std::ranges::sort(identities);
    return QStringLiteral("build ") + Digest::of(identities.join()).toHex();
}

} // namespace

const QString &buildIdentity()
{
    static const QString identity = combinedIdentity();
    return identity;
}

} // namespace once
