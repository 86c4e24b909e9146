// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "keptcalls.h"

#include "sampling.h"

#include <sqlite3.h>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

double twice(double x) { return 2 * x; }

} // namespace

Twice twiceIn(const once::Memory &memory) { return memory.cache(u"twice"_s, twice, {.version = u"1"_s}); }

KeptCalls::KeptCalls(int count)
{
    const once::Memory memory(folder());
    const Twice cached = twiceIn(memory);
    cached(0);
    const auto store = once::CallStore::open(folder(), u"bench"_s);
    once::SharedCall call = store->find(cached.key(0)).value();
    for (int i = 1; i < count; ++i) {
        call.key = cached.key(i);
        call.props = once::Value::of(std::tuple(double(i)));
        call.result = once::Value::of(twice(i));
        store->put(call);
    }
}

// Their rows are moved apart, so that the others lie between them.
void KeptCalls::spread(int between)
{
    sqlite3 *database = nullptr;
    sqlite3_open_v2(file().toUtf8().constData(), &database, SQLITE_OPEN_READWRITE, nullptr);
    const QByteArray step = QByteArray::number(between + 1);
    const QByteArray others = "id, origin, run, status, finishedUs, error, props, states, result, seal, function, durationUs, preview, file,"
                              " bytes, usedUs, hits, isPinned";
    const QByteArray sql = "PRAGMA cache_size = -400000; UPDATE calls SET row = -row * " + step + "; UPDATE calls SET row = -row;"
        " WITH RECURSIVE n(i, last) AS (SELECT 1, max(row) FROM calls UNION ALL SELECT i + 1, last FROM n WHERE i < last)"
        " INSERT INTO calls (row, key, " + others + ") SELECT i, randomblob(16), " + others
        + " FROM n, (SELECT " + others + " FROM calls LIMIT 1) WHERE i % " + step + " <> 0";
    if (sqlite3_exec(database, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        qFatal("calls.db: %s", sqlite3_errmsg(database));
    sqlite3_close(database);
}

BareLookUp::BareLookUp(const QString &file)
{
    sqlite3_open_v2(file.toUtf8().constData(), &m_database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    constexpr char select[] = "SELECT id, origin, run, status, finishedUs, error, props, states, result, seal, function, durationUs,"
                              " preview, file FROM calls WHERE key = ?";
    if (sqlite3_prepare_v2(m_database, select, -1, &m_select, nullptr) != SQLITE_OK)
        qFatal("calls.db: %s", sqlite3_errmsg(m_database));
}

BareLookUp::~BareLookUp()
{
    sqlite3_finalize(m_select);
    sqlite3_close(m_database);
}

void BareLookUp::find(const once::CallKey &key)
{
    const QByteArrayView bytes = key.bytes();
    sqlite3_bind_blob(m_select, 1, bytes.data(), int(bytes.size()), SQLITE_STATIC);
    if (sqlite3_step(m_select) != SQLITE_ROW)
        qFatal("calls.db: a call is not there");
    for (int column = 0; column < sqlite3_column_count(m_select); ++column)
        keep(sqlite3_column_blob(m_select, column));
    sqlite3_reset(m_select);
}

} // namespace bench
