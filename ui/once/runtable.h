// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/history.h>

namespace once {

// The runs of a history in memory, 48 bytes each, ascending by id. A value: copying one takes about a
// microsecond per million runs, and a copy is not touched by later changes, so that other threads can
// filter and sort one while it grows.
class RunTable
{
public:
    RunTable() = default;
    explicit RunTable(const QList<RunRow> &rows) { append(rows); }

    qsizetype size() const { return m_size; }
    const RunRow &at(qsizetype row) const { return m_chunks.at(row >> chunkBits).at(row & (chunkSize - 1)); }
    qsizetype indexOf(RunId id) const; // -1 when it is not there; logarithmic

    void append(const QList<RunRow> &rows); // with ids above all that are there
    void set(qsizetype row, const RunRow &value);

private:
    static constexpr int chunkBits = 13;
    static constexpr qsizetype chunkSize = qsizetype(1)
        << chunkBits; // what a change after a copy costs: 400 kB

    QList<QList<RunRow>> m_chunks;
    qsizetype m_size = 0;
};

// A stretch of skipped calls, as a row among the runs: its `row` has Status::NotStarted, the run it was
// served from as its id, and first and last as its times.
struct SkipRow
{
    RunRow row;
    SkipCause cause = SkipCause::SameProps;
    qint64 count = 0;
};

enum class RunColumn { State, Work, Started, Duration, Why, Props, Result, Tick, Waited, Id, Try };
constexpr int runColumnCount = int(RunColumn::Try) + 1;

// A row that is shown: a run, or a streak of skips, by its place in its table.
class RunRef
{
public:
    static RunRef run(qsizetype row) { return RunRef(quint32(row)); }
    static RunRef skip(qsizetype row) { return RunRef(quint32(row) | skipBit); }

    bool isSkip() const { return m_bits & skipBit; }
    qsizetype row() const { return m_bits & ~skipBit; }
    auto operator<=>(const RunRef &) const = default;

private:
    static constexpr quint32 skipBit = 1u << 31;
    explicit RunRef(quint32 bits) : m_bits(bits) { }
    quint32 m_bits;
};

} // namespace once
