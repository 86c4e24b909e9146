// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The part of StoreCatalog that takes things out.
#include <once/detail/kept/storecatalog.h>

#include <once/detail/kept/columns.h>
#include <once/detail/kept/files.h>
#include <once/detail/kept/storeerrors.h>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr int leftoverSeconds = 3600; // a file that nobody refers to may be about to be referred to

// A row as it counts against limits.
struct Candidate
{
    qint64 row = 0, bytes = 0;
    Instant used;
    double worth = 0; // microseconds saved for each byte
    bool isPinned = false;
    CallKey key;
};

Candidate candidateAt(const Rows &rows)
{
    const double saved = double(rows.integer(3)) * double(1 + rows.integer(4));
    const qint64 bytes = rows.integer(1);
    return {.row = rows.integer(0),
            .bytes = bytes,
            .used = rows.instant(2),
            .worth = saved / double(std::max<qint64>(bytes, 1)),
            .isPinned = rows.integer(5) != 0,
            .key = rows.digest(6)};
}

void putFirst(std::vector<Candidate> &candidates, Eviction first)
{
    std::ranges::stable_sort(candidates, [first](const Candidate &a, const Candidate &b) {
        return first == Eviction::LeastRecentlyUsed ? a.used < b.used : a.worth < b.worth;
    });
}

// Of candidates in the order in which they go.
std::vector<Candidate> chosen(const std::vector<Candidate> &candidates, const CallLimits &limits, Instant now)
{
    qint64 items = qint64(candidates.size()), bytes = 0;
    for (const Candidate &candidate : candidates)
        bytes += candidate.bytes;
    std::vector<Candidate> out;
    const auto choose = [&](auto isTooMuch) {
        for (const Candidate &candidate : candidates)
            if (!candidate.isPinned && isTooMuch(candidate)) {
                out.push_back(candidate);
                --items;
                bytes -= candidate.bytes;
            }
    };
    const auto isOld = [&](const Candidate &candidate) { return limits.age && candidate.used + *limits.age <= now; };
    choose(isOld);
    choose([&](const Candidate &candidate) {
        return !isOld(candidate) && ((limits.items && items > *limits.items) || (limits.bytes && bytes > *limits.bytes));
    });
    return out;
}

} // namespace

void requirePositive(const CallLimits &limits)
{
    if (limits.bytes.value_or(0) < 0 || limits.items.value_or(0) < 0 || limits.age.value_or(std::chrono::seconds(0)).count() < 0)
        throw std::invalid_argument("A limit is negative. Give 0 to leave nothing, or leave the limit out.");
}

// Nobody puts a call until the rows have gone, nor until the files have.
void StoreCatalog::change(const std::function<void(References::Loose &)> &change)
{
    References::Loose loose;
    {
        Transaction transaction(m_database);
        change(loose);
        m_references.release(loose);
        transaction.commit();
    }
    m_references.removeFiles(loose);
}

void StoreCatalog::forget(const QList<CallKey> &keys)
{
    change([&](References::Loose &loose) {
        for (const CallKey &key : keys)
            m_references.takeOut(key, loose);
    });
}

// Functions stay: whoever has the store open knows their numbers.
void StoreCatalog::clear()
{
    Transaction transaction(m_database);
    m_database.execute("DELETE FROM calls; DELETE FROM contents");
    QDir(m_folder + u"/blobs"_s).removeRecursively();
    QDir(m_folder + u"/damaged"_s).removeRecursively();
    transaction.commit();
}

QList<CallKey> StoreCatalog::excess(const CallLimits &limits, Instant now)
{
    requirePositive(limits);
    Statement all(m_database, "SELECT row, ifnull(bytes, 0), usedUs, durationUs, hits, isPinned, key FROM calls ORDER BY row");
    std::vector<Candidate> candidates;
    for (Rows rows = all.query(); rows.next();)
        candidates.push_back(candidateAt(rows));
    putFirst(candidates, limits.first);
    QList<CallKey> keys;
    for (const Candidate &candidate : chosen(candidates, limits, now))
        keys.append(candidate.key);
    return keys;
}

QList<CallKey> StoreCatalog::reduce(const CallLimits &limits, Instant now)
{
    QList<CallKey> keys;
    change([&](References::Loose &loose) {
        keys = excess(limits, now);
        for (const CallKey &key : keys)
            m_references.takeOut(key, loose);
    });
    return keys;
}

QList<CallDamage> StoreCatalog::verify(bool mends)
{
    QList<CallDamage> damages;
    QList<qint64> damaged;
    for (Rows rows = m_everything.query(); rows.next();) {
        if (const auto damage = damageOf(rows)) {
            damages.append({rows.digest(1), *damage});
            damaged.append(rows.integer(0));
        }
    }
    if (mends)
        mend(damaged);
    return damages;
}

// Of a row of m_everything.
std::optional<QString> StoreCatalog::damageOf(const Rows &rows)
try {
    const SharedCall call = callAt(rows, rows.digest(1), Reading::All, m_contents, m_database, 2);
    const auto digest = call.file.isEmpty() ? std::nullopt : digestOfFile(m_references.fileNamed(call.file));
    if (!call.file.isEmpty() && (!digest || digest->toHex() != QFileInfo(call.file).baseName()))
        return u"Its file %1 is not what was written."_s.arg(call.file);
    return {};
} catch (const StoreError &error) {
    return error.why;
}

// With values and files that a process has left which was killed in the middle of it.
void StoreCatalog::mend(const QList<qint64> &rows)
{
    change([&](References::Loose &loose) {
        for (const qint64 row : rows)
            m_references.takeOut(row, loose);
        Statement contents(m_database, "SELECT digest FROM contents");
        for (Rows all = contents.query(); all.next();)
            loose.contents.insert(all.digest(0));
    });
    Transaction transaction(m_database);
    sweepFiles();
    transaction.commit();
}

// Inside a transaction.
void StoreCatalog::sweepFiles()
{
    std::unordered_set<QString> used;
    Statement files(m_database, "SELECT file FROM calls WHERE file <> ''"), blobs(m_database, "SELECT digest FROM contents WHERE data IS NULL");
    for (Rows rows = files.query(); rows.next();)
        used.insert(rows.text(0));
    for (Rows rows = blobs.query(); rows.next();)
        used.insert(rows.digest(0).toHex() + u".zst"_s);
    const QDateTime longAgo = QDateTime::currentDateTime().addSecs(-leftoverSeconds);
    for (const QFileInfo &file : QDir(m_folder + u"/blobs"_s).entryInfoList(QDir::Files | QDir::Hidden))
        if (!used.contains(file.fileName()) && file.lastModified() < longAgo)
            QFile::remove(file.filePath());
}

} // namespace once::detail
