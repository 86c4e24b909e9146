// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/memory/disk.h>

#include <once/detail/kept/databasecalls.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>

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

// Lets go of a claim, and then of its store; in a forked child of neither, as both are the parent's.
struct Claimed
{
    std::shared_ptr<CallStore> store;
    int generation = Unforked::generation();

    void operator()(CallClaim *claim)
    {
        if (generation == Unforked::generation())
            delete claim;
        else
            new std::shared_ptr<CallStore>(std::move(store));
    }
};

// What a StoreError advises is for people who have a command line.
QString adviceFor(const StoreError &error)
{
    switch (error.kind) {
    case StoreError::Kind::Unreadable:
        return u"Look at its permissions, or give the Memory another folder."_s;
    case StoreError::Kind::Full:
        return u"Make room on the disk, or give the Memory another folder."_s;
    case StoreError::Kind::Newer:
    case StoreError::Kind::NotAHistory:
        return u"Give the Memory another folder."_s;
    case StoreError::Kind::Broken:
        return u"Stop what else uses the folder: it is put aside then, and begins anew."_s;
    case StoreError::Kind::Missing:
    case StoreError::Kind::Locked:
    case StoreError::Kind::Damaged:
        break;
    }
    return error.attempt;
}

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

Disk::~Disk()
{
    {
        const std::lock_guard guard(m_mutex);
        m_store = nullptr; // as long as it is told of forks
    }
    leave();
}

// What calls that are under way have open, and the catalogs, a child cannot open.
void Disk::beforeFork()
{
    m_mutex.lock();
    m_store = nullptr;
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
    if (m_isBroken && inodeOf(m_folder + u"/calls.db"_s) == m_inode)
        putCallsAside(m_folder);
    m_store = open();
    const quint64 before = std::exchange(m_inode, inodeOf(m_store->file()));
    m_isBroken = m_isBroken && m_inode == before;
    return m_store;
}

std::shared_ptr<CallStore> Disk::open() const
{
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
        if (const auto it = m_ids.find(name); it != m_ids.end() && m_store.get() == &store)
            return it->second;
    }
    const qint64 id = store.function(record);
    const std::lock_guard guard(m_mutex);
    if (m_store.get() == &store) // or the folder was taken away meanwhile, and another one has numbers of its own
        m_ids[name] = id;
    return id;
}

std::unique_ptr<CallCatalog> Disk::catalog() const
{
    return isThere() ? CallCatalog::open(m_folder) : nullptr;
}

bool Disk::isThere() const { return !isNone() && QFileInfo::exists(m_folder + u"/calls.db"_s); }

// What was damaged is told each time, as it was another call's. That the disk cannot be used is told once.
void Disk::tell(const QString &function, const StoreError &error, std::shared_ptr<CallStore> store)
{
    if (error.kind == StoreError::Kind::Damaged)
        m_narrator.warn(MemoryEvent::Kind::Damaged, function,
                        u"what was kept of a call of %1 cannot be read, and is put aside: %2"_s.arg(function, error.why));
    else if (error.kind == StoreError::Kind::Broken && beginAnew(std::move(store)))
        m_narrator.warn(MemoryEvent::Kind::Damaged, function,
                        u"what was kept in %1 cannot be read, and is put aside; it begins anew: %2"_s.arg(m_folder, error.why));
    else
        m_narrator.warnOnce(MemoryEvent::Kind::Degraded, function,
                            u"the results of %1 are not kept on disk: %2 %3 %4"_s.arg(function, error.happened, error.why, adviceFor(error)));
}

void Disk::tell(const StoreError &error)
{
    m_narrator.warn(MemoryEvent::Kind::Degraded, {},
                    u"%1 cannot be changed: %2 %3 %4"_s.arg(m_folder, error.happened, error.why, adviceFor(error)));
}

// False where somebody else has it open still.
bool Disk::beginAnew(std::shared_ptr<CallStore> broken)
{
    const std::lock_guard guard(m_mutex);
    if (m_store != broken) // another thread has
        return true;
    m_store = nullptr;
    broken = nullptr;
    m_isBroken = !putCallsAside(m_folder);
    return !m_isBroken;
}

} // namespace once::detail
