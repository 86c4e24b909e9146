// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/memory/disk.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <set>

#include <sys/stat.h>
#include <unistd.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

quint64 inodeOf(const QString &file)
{
    struct stat state = {};
    return ::stat(QFile::encodeName(file).constData(), &state) == 0 ? state.st_ino : 0;
}

QString programName()
{
    const QString name = QCoreApplication::applicationName();
    return name.isEmpty() ? QFileInfo(QFile::symLinkTarget(u"/proc/self/exe"_s)).fileName() : name;
}

// Those that calls of the parent had open when this process was forked: SQLite takes its locks for ours. Written by the
// one thread that there is then.
std::set<QString> parentsFolders;

// Lets go of a claim, and then of its store; in a forked child of neither, as both are the parent's.
struct Claimed
{
    std::shared_ptr<CallStore> store;
    pid_t process = ::getpid();

    void operator()(CallClaim *claim)
    {
        if (process == ::getpid())
            delete claim;
        else
            new std::shared_ptr<CallStore>(std::move(store));
    }
};

// Version control need not know of what can be computed anew. What is there already stays as it is.
void addIgnoreFile(const QString &folder)
{
    QFile file(folder + u"/.gitignore"_s);
    if (!file.exists() && file.open(QIODevice::WriteOnly))
        file.write("# Made by Once: results that can be computed anew.\n*\n");
}

} // namespace

Disk::Disk(QString folder, const MemoryOptions &options, Narrator &narrator)
    : m_folder(folder.isEmpty() ? folder : QDir(folder).absolutePath()), m_isDurable(options.isDurable), m_narrator(narrator)
{
    enter();
}

void Disk::beforeFork()
{
    m_mutex.lock();
    m_parents = m_store;
    m_store = nullptr;
}

void Disk::afterFork(bool isChild)
{
    if (isChild && !m_parents.expired())
        parentsFolders.insert(m_folder);
    m_parents.reset();
    m_mutex.unlock();
}

std::shared_ptr<CallStore> Disk::store(const QString &function)
{
    try {
        return isNone() ? nullptr : opened();
    } catch (const StoreError &error) {
        tell(function, error);
        return nullptr;
    }
}

std::shared_ptr<CallStore> Disk::storeThatIsThere() { return isThere() ? opened() : nullptr; }

std::shared_ptr<CallStore> Disk::opened()
{
    const std::lock_guard guard(m_mutex);
    if (m_store && inodeOf(m_store->file()) == m_inode)
        return m_store;
    m_ids.clear();
    m_store = nullptr;
    m_store = open();
    m_inode = inodeOf(m_store->file());
    return m_store;
}

std::shared_ptr<CallStore> Disk::open() const
{
    if (parentsFolders.contains(m_folder))
        throw StoreError(StoreError::Kind::Locked, u"%1 cannot be opened in this process."_s.arg(m_folder),
                         u"It was forked while its parent was at a call, whose connection cannot be used here."_s,
                         u"Fork between calls, or start a program of its own."_s);
    const bool isNew = !QFileInfo::exists(m_folder);
    try {
        std::shared_ptr<CallStore> store = CallStore::open(m_folder, programName(), m_isDurable);
        if (isNew)
            addIgnoreFile(m_folder);
        return store;
    } catch (const StoreError &error) {
        if (error.kind != StoreError::Kind::Unreadable || isNew)
            throw;
        return CallStore::openToRead(m_folder);
    }
}

std::optional<std::shared_ptr<CallClaim>> Disk::claim(const FunctionCore &function, const CallKey &key)
{
    const auto store = this->store(function.name());
    if (!store)
        return {};
    try {
        auto claim = store->claim(key);
        return claim ? std::shared_ptr<CallClaim>(claim.release(), Claimed{store}) : nullptr;
    } catch (const StoreError &error) {
        tell(function.name(), error);
        return {};
    }
}

void Disk::note(const std::vector<CallUse> &uses)
{
    std::shared_ptr<CallStore> store;
    {
        const std::lock_guard guard(m_mutex);
        store = m_store;
    }
    try {
        if (store)
            store->note(uses);
    } catch (const StoreError &) { // it was for people, and for what goes first
    }
}

qint64 Disk::idOf(CallStore &store, const FunctionCore &function)
{
    const FunctionRecord &record = function.record();
    const auto name = std::tuple(record.name, record.code, record.signature, record.props);
    {
        const std::lock_guard guard(m_mutex);
        if (const auto it = m_ids.find(name); it != m_ids.end())
            return it->second;
    }
    const qint64 id = store.function(record);
    const std::lock_guard guard(m_mutex);
    return m_ids[name] = id;
}

std::unique_ptr<CallCatalog> Disk::catalog() const
{
    return isThere() ? CallCatalog::open(m_folder) : nullptr;
}

bool Disk::isThere() const { return !isNone() && QFileInfo::exists(m_folder + u"/calls.db"_s); }

// What was damaged is told each time, as it was another call's. That the disk cannot be used is told once.
void Disk::tell(const QString &function, const StoreError &error)
{
    if (error.kind == StoreError::Kind::Damaged)
        m_narrator.warn(MemoryEvent::Kind::Damaged, function,
                        u"what was kept of a call of %1 cannot be read, and is put aside: %2"_s.arg(function, error.why));
    else if (function.isEmpty())
        m_narrator.warn(MemoryEvent::Kind::Degraded, function, u"%1 cannot be changed: %2 %3"_s.arg(m_folder, error.happened, error.why));
    else
        m_narrator.warnOnce(MemoryEvent::Kind::Degraded, function,
                            u"the results of %1 are not kept on disk: %2 %3"_s.arg(function, error.happened, error.why));
}

} // namespace once::detail
