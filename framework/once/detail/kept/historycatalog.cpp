// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/historycatalog.h>

#include <once/detail/kept/columns.h>
#include <once/detail/kept/schema.h>
#include <once/detail/kept/storeerrors.h>

#include <QFileInfo>

#include <map>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype previewLength = 200;

// A call with its run, and the skips that it has spared runs.
#define ONCE_LISTED_OF_HISTORY                                                                               \
    "SELECT c.key, r.work, c.status, c.run, c.props, c.finishedUs, r.finishedUs - r.startedUs, s.count, s.lastUs," \
    " c.states, c.result FROM calls c JOIN runs r ON r.id = c.run"                                            \
    " LEFT JOIN (SELECT key, sum(count) AS count, max(lastUs) AS lastUs FROM streaks WHERE cause = 0 GROUP BY key) s" \
    " ON s.key = c.key "

Database::Access accessTo(const QString &file)
{
    return QFileInfo(QFileInfo(file).path()).isWritable() ? Database::Access::ReadOnly : Database::Access::Immutable;
}

QString checked(const QString &file)
{
    checkFile(file, historyKind);
    return file;
}

} // namespace

HistoryCatalog::HistoryCatalog(const QString &file)
    : m_database(checked(file), accessTo(file)), m_contents(m_database, QFileInfo(file).path(), false),
      m_calls(m_database, ONCE_LISTED_OF_HISTORY "WHERE c.status <> 0 AND (?1 = 0 OR r.work = ?1)"
                                                 " ORDER BY ifnull(s.lastUs, c.finishedUs) DESC LIMIT ?2"),
      m_withKey(m_database, ONCE_LISTED_OF_HISTORY "WHERE c.status <> 0 AND c.key BETWEEN ?1 AND ?2 ORDER BY c.key"),
      m_find(m_database, "SELECT run, status, finishedUs, props, states, result, error FROM calls WHERE key = ?")
{
}

// Sums over the same list that people see, so that the two agree.
QList<FunctionSummary> HistoryCatalog::functions()
{
    std::map<qint64, FunctionSummary> functions;
    Statement works(m_database, "SELECT id, path, type FROM components WHERE isWork = 1");
    for (Rows rows = works.query(); rows.next();) {
        FunctionSummary &function = functions[rows.integer(0)];
        function.id = rows.integer(0);
        function.name = rows.text(1);
        function.signature = rows.text(2);
    }
    Statement calls(m_database, ONCE_LISTED_OF_HISTORY "WHERE c.status <> 0");
    for (Rows rows = calls.query(); rows.next();) {
        const StoredCall call = countedAt(rows);
        FunctionSummary &function = functions[call.function];
        ++function.calls;
        function.bytes += call.bytes;
        function.hits += call.hits;
        function.computed += call.duration;
        function.saved += call.saved();
        function.lastUsed = std::max(function.lastUsed, call.lastUsed);
    }
    QList<FunctionSummary> list;
    for (const auto &[id, function] : functions)
        if (function.calls > 0)
            list.append(function);
    std::ranges::sort(list, {}, &FunctionSummary::name);
    return list;
}

StoredCall HistoryCatalog::listedAt(const Rows &rows)
{
    StoredCall call = countedAt(rows);
    if (const QByteArrayView props = rows.bytesView(4); !props.isEmpty())
        call.preview = previewOf(props, m_contents, previewLength);
    return call;
}

StoredCall HistoryCatalog::countedAt(const Rows &rows)
{
    StoredCall call;
    call.key = rows.digest(0);
    call.function = rows.integer(1);
    call.status = Status(std::clamp<qint64>(rows.integer(2), 0, qint64(Status::Lost)));
    call.run = rows.integer(3);
    call.finished = rows.instant(5);
    call.duration = Microseconds(std::max<qint64>(rows.integer(6), 0));
    call.hits = rows.integer(7);
    call.lastUsed = std::max(rows.instant(8), call.finished);
    call.bytes = call.key.size + m_contents.size(rows.bytesView(4)) + m_contents.size(rows.bytesView(9))
        + m_contents.size(rows.bytesView(10));
    return call;
}

QList<StoredCall> HistoryCatalog::calls(qint64 function, qint64 most)
{
    return all(m_calls.query(function, most), [this](const Rows &rows) { return listedAt(rows); });
}

QList<StoredCall> HistoryCatalog::callsWithKey(const QString &hex)
{
    const auto [first, last] = keysBeginningWith(hex);
    return all(m_withKey.query(first, last), [this](const Rows &rows) { return listedAt(rows); });
}

std::optional<SharedCall> HistoryCatalog::call(const CallKey &key)
{
    return first(m_find.query(key), [&](const Rows &rows) {
        SharedCall call;
        call.key = key;
        call.run = rows.integer(0);
        call.status = rows.choice(1, Status::Lost);
        call.finished = rows.instant(2);
        call.props = m_contents.value(rows.bytesView(3));
        call.states = m_contents.value(rows.bytesView(4));
        call.result = m_contents.value(rows.bytesView(5));
        call.error = rows.text(6);
        return call;
    });
}

QList<CallDamage> HistoryCatalog::verify(bool mends)
{
    if (mends)
        refuse();
    QList<CallDamage> damages;
    for (const StoredCall &listed : calls(0, -1)) {
        try {
            call(listed.key);
        } catch (const StoreError &error) {
            damages.append({listed.key, error.why});
        }
    }
    return damages;
}

void HistoryCatalog::refuse() const
{
    throw StoreError(StoreError::Kind::Locked, u"The calls of %1 cannot be changed from outside."_s.arg(file()),
                     u"They are the history of an app."_s, u"Steer the app itself: APP forget WORK, or its window."_s);
}

} // namespace once::detail
