// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/days.h>
#include <once/runtable.h>

#include <QAbstractTableModel>

#include <array>

namespace once {

// The grid: a row for each work and a column for each day, with how many runs began in it and how the worst of them
// ended. Counted from the runs in memory, and kept by counting what is new. Lives in the GUI's thread.
class GridModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit GridModel(QObject *parent = nullptr) : QAbstractTableModel(parent) { }

    void setZone(const QTimeZone &zone); // in which days begin
    void setComponents(const QList<HistoryWork> &components);
    void replaceRuns(const RunTable &runs);
    void appendRuns(const RunTable &runs); // those there are, and more
    void changeRuns(const RunTable &runs, const QList<RunRow> &changed); // as they are in `runs`

    QDate date(int column) const { return m_days.date(column); }
    QString work(int row) const { return m_works.at(row).name; } // its path below the root

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        qint32 work = 0;
        QString name;

        bool operator==(const Row &) const = default;
    };
    using Counts = std::array<quint32, 8>; // by Status

    void cover(qint64 us); // with its day's column
    void count(const RunRow &row, int by);
    void countFrom(qsizetype firstRun);
    const Counts *counts(const QModelIndex &index) const; // null for no run
    QString summary(const Counts &counts) const;
    QString sentence(const QModelIndex &index) const; // about a cell
    void announce();

    QList<Row> m_works;
    RunTable m_runs;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    Days m_days;
    QHash<quint64, Counts> m_cells; // by work and date
};

// The count in so few characters that columns can be narrow: "12", "3k", "1M".
QString shortCount(qint64 number);

} // namespace once
