// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callstore.h>
#include <once/detail/kept/contents.h>

namespace once::detail {

// How calls lie in the columns of a call store, for the store and for its catalog alike.

// What ONCE_CALL_COLUMNS names, but the key, which comes before, and the seal, which comes after.
struct CallColumns
{
    CallKey key;
    qint64 id = 0;
    QString origin;
    qint64 run = 0;
    qint64 status = 0;
    Instant finished;
    QString error;
    QByteArray props, states, result;
    qint64 function = 0;
    qint64 duration = 0; // microseconds
    QString preview, file;

    // The digest of all: nothing of a row counts when one bit of it is another.
    Digest seal() const;
};

#define ONCE_CALL_COLUMNS                                                                                    \
    "id, origin, run, status, finishedUs, error, props, states, result, function, durationUs, preview, file, seal"

// Props that are too large to be kept are not. Inside a transaction.
CallColumns columnsOf(const SharedCall &call, Contents &contents);

// Runs a statement whose values begin with the key and ONCE_CALL_COLUMNS.
template <typename... More>
void putInto(Statement &statement, const CallColumns &row, const More &...more)
{
    statement.run(row.key, row.id, row.origin, row.run, row.status, row.finished, row.error, row.props, row.states, row.result,
                  row.function, row.duration, row.preview, row.file, row.seal(), more...);
}

CallColumns columnsAt(const Rows &rows, const CallKey &key, int firstColumn = 0);

enum class Reading { All, WithoutResult }; // and without states

// Throws StoreError (Damaged) unless the seal fits and all values that are read can be decoded.
SharedCall callAt(const Rows &rows, const CallKey &key, Reading what, Contents &contents, const Database &database, int firstColumn = 0);

} // namespace once::detail
