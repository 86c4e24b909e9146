// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/drive.h>

#include <once/detail/files/filestore.h>
#include <once/detail/tree/runcontrol.h>
#include <once/detail/tree/runscope.h>
#include <once/work.h>

#include <QDir>
#include <QFileInfo>
#include <QUrl>

namespace once {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

bool isName(const QString &name)
{
    return !name.isEmpty() && !name.contains(u'/') && name != "."_L1 && name != ".."_L1;
}

void checkName(const QString &name)
{
    if (!isName(name))
        throw FileError(u"\"%1\" is no name for a file of a drive"_s.arg(name));
}

// An owner is a folder of the drive.
QString folderOf(const QString &owner)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(owner));
}

struct Use
{
    const Work &work;
    detail::FileStore &files;
    QString folder; // of the drive

    QString entry(const QString &owner, const QString &name) const { return u"%1/%2/%3"_s.arg(folder, folderOf(owner), name); }
};

Use useOf(const QString &id)
{
    if (!detail::runningWork || !detail::currentFiles)
        throw std::logic_error(u"once: the drive %1 is used outside of the run() of a work"_s.arg(id).toStdString());
    return {*detail::runningWork, *detail::currentFiles, detail::currentFiles->driveFolder(id)};
}

} // namespace

Drive::Drive(const QString &id, Names names) : m_id(id), m_names(names)
{
    if (!isName(id))
        throw std::logic_error(u"once: \"%1\" is no id for a drive: it names a folder"_s.arg(id).toStdString());
}

void Drive::put(const QString &path, const QString &givenName) const
{
    const Use use = useOf(m_id);
    const QString name = givenName.isEmpty() ? QFileInfo(path).fileName() : givenName;
    checkName(name);
    use.files.putIntoDrive(path, use.entry(use.work.path(), name), [&] {
        QStringList others = owners(name);
        others.removeAll(use.work.path());
        if (m_names == Names::OfOneWork && !others.isEmpty())
            throw FileError(u"%1 is in the drive %2 already, from %3"_s.arg(name, m_id, others.first()));
    });
}

void Drive::remove(const QString &name) const
{
    const Use use = useOf(m_id);
    checkName(name);
    if (!QFile::remove(use.entry(use.work.path(), name)))
        throw FileError(u"%1 has put no %2 into the drive %3"_s.arg(use.work.path(), name, m_id));
}

QStringList Drive::names() const
{
    const Use use = useOf(m_id);
    QStringList names;
    for (const QString &owner : QDir(use.folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        names += QDir(use.folder + u'/' + owner).entryList(QDir::Files | QDir::Hidden);
    names.sort();
    names.removeDuplicates();
    return names;
}

QStringList Drive::owners(const QString &name) const
{
    const Use use = useOf(m_id);
    QStringList owners;
    for (const QString &folder : QDir(use.folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        if (const QString owner = QUrl::fromPercentEncoding(folder.toLatin1()); QFileInfo::exists(use.entry(owner, name)))
            owners.append(owner);
    return owners;
}

File Drive::get(const QString &name, const QString &owner, std::chrono::milliseconds wait) const
{
    const Use use = useOf(m_id);
    checkName(name);
    const auto due = std::chrono::steady_clock::now() + wait;
    for (;;) {
        const quint64 seen = use.files.puts();
        const QStringList found = owners(name);
        if (owner.isEmpty() && found.size() > 1)
            throw FileError(u"several works have put %1 into the drive %2: %3"_s.arg(name, m_id, found.join(u", "_s)));
        if (owner.isEmpty() ? !found.isEmpty() : found.contains(owner))
            return File(use.entry(owner.isEmpty() ? found.first() : owner, name));
        if (wait == 0ms || !use.files.waitForPut(seen, due, detail::runningControl->token()))
            throw FileError(u"there is no %1 in the drive %2"_s.arg(name, m_id));
    }
}

} // namespace once
