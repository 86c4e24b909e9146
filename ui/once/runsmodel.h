// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/runorder.h>
#include <once/timetext.h>

#include <QAbstractTableModel>
#include <QCache>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <map>

namespace once {

// The texts of one run's cells, read only for rows that are seen.
struct RunTexts
{
    RunId id = 0;
    QString why, props, result;
};

// What roles there are beside Qt's.
enum RunRole {
    IdRole = Qt::UserRole, // RunId; of skips that of the run they were served from
    StatusRole, // int of Status; NotStarted for skips
    IsSkipRole, // bool
    WorkRole, // the full path of the work
};

// All runs of a history as a table: filtered, sorted, growing. Rows are 48 bytes plus 4 for the order;
// with many of them the order is computed in another thread, and the old one stays until then. Selections
// stay on their run whatever happens. Lives in the GUI's thread, knows no file: a HistoryReader feeds it.
class RunsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit RunsModel(QObject *parent = nullptr);
    ~RunsModel() override;

    // Where "now" comes from, for running durations and "today"; the system's clock by default.
    void setClock(std::function<qint64()> nowUs);
    void setZone(const QTimeZone &zone);

    void replaceRuns(const QList<RunRow> &rows); // ascending by id
    void appendRuns(const QList<RunRow> &rows); // with higher ids
    void changeRuns(const QList<RunRow> &rows); // that are there
    void setWorks(const QList<HistoryWork> &works);
    void setStreaks(const QList<Streak> &streaks);
    void setTexts(const QList<RunTexts> &texts); // the answer to textsWanted()

    const Query &query() const { return m_order.query; }
    void setQuery(const Query &query); // bound, see Query::bind()
    bool showsSkips() const { return m_showsSkips; }
    void setShowsSkips(bool shows);

    qsizetype runCount() const { return m_order.runs.size(); }
    QModelIndex indexOf(RunId id, int column = 0) const; // invalid when it is not shown; linear
    RunTable runs() const { return m_order.runs; }
    QHash<qint32, qint64> skipCounts() const; // by work
    RemovableTerm mostHelpfulRemoval() const; // when nothing matches
    qint64 lastOrderingUs() const
    {
        return m_orderingUs;
    } // thread time that the last filtering and sorting took

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void textsWanted(const QList<once::RunId> &ids); // of rows that were just painted
    void reordered(); // what is shown, or how many, has changed

private:
    void refresh();
    void finishOrdering(int generation, const RunOrder &order, std::vector<RunRef> rows, qint64 us);
    void show(RunOrder order, std::vector<RunRef> rows);
    RunRef counterpart(RunRef ref, const RunOrder &order) const;
    void insert(std::vector<RunRef> added);
    std::vector<RunRef> matchingFrom(qsizetype firstRun) const;
    bool staysInOrder(qsizetype position) const;
    void changeRun(qsizetype row, const RunRow &value);
    bool putStreak(const Streak &streak);
    void showTexts(int firstRow, int lastRow);

    const RunTexts *texts(RunRef ref, int row) const;
    void askForTexts();
    QString text(RunRef ref, int row, RunColumn column) const;
    QString skipText(const SkipRow &skip, RunColumn column) const;
    QString accessibleText(RunRef ref, int row) const;
    QString toolTip(RunRef ref, int row, RunColumn column) const;
    QString durationOf(const RunRow &row) const;

    RunOrder m_order;
    std::vector<RunRef> m_rows; // what is shown
    QList<SkipRow> m_skips; // all of them; m_order has them only while they are shown
    QHash<qint64, qsizetype> m_skipRows; // by Streak::id
    QList<HistoryWork> m_works;
    QHash<qint32, QString> m_workPaths, m_workNames;
    QHash<QString, qint32> m_workIds;
    bool m_showsSkips = false;

    std::function<qint64()> m_nowUs;
    mutable TimeText m_timeText;

    mutable QCache<RunId, RunTexts> m_texts;
    mutable QHash<RunId, int> m_wanted; // and the row at which each was seen
    QHash<RunId, int> m_asked;

    std::atomic<int> m_generation = 0; // of orderings; those under way for an older one are dropped
    bool m_isOrdering = false, m_isStale = false;
    qint64 m_orderingUs = 0;
    QThreadPool m_orderer; // last, so that it is waited for first
};

} // namespace once
