// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/history.h>
#include <once/timetext.h>

#include <QAbstractItemModel>

namespace once {

// The tree of flows and works, with how often each was called and ran, and how its last run ended. It only
// ever grows. Lives in the GUI's thread.
class ComponentsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Calls, Ran, HitRate, Last };

    explicit ComponentsModel(QObject *parent = nullptr);

    void setZone(const QTimeZone &zone) { m_timeText = TimeText(zone); }
    void setComponents(const QList<HistoryWork> &components);
    void replaceRuns(const QList<RunRow> &rows);
    void appendRuns(const QList<RunRow> &rows);
    void changeRuns(const QList<RunRow> &rows);
    void setSkipCounts(const QHash<qint32, qint64> &counts); // by HistoryWork::id

    QString path(const QModelIndex &index) const; // below the root; empty for the root
    QModelIndex indexOf(const QString &path) const; // below the root; invalid when there is none
    QString workPath(const QModelIndex &index) const; // from the root; empty for what is no work
    bool isPaused(const QString &workPath) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node
    {
        QString path;
        QString name; // of the root its type
        std::size_t parent = 0;
        std::vector<std::size_t> children;
        bool isWork = false;
        std::optional<QString> pauseNote; // while it is paused
        qint64 ran = 0, skipped = 0, lastStartUs = 0;
        RunId last = 0;
        Status lastStatus = Status::NotStarted;
    };

    std::size_t nodeFor(const QString &path);
    const Node &node(const QModelIndex &index) const;
    QModelIndex indexOf(std::size_t node, int column) const;
    void note(const RunRow &row);
    void announce();
    Status outcome(const Node &node) const;
    QString text(const Node &node, int column) const;
    QString toolTip(const Node &node) const;

    std::vector<Node> m_nodes; // the first is above the root, and not shown
    QHash<QString, std::size_t> m_byPath;
    QHash<qint32, std::size_t> m_byId;
    mutable TimeText m_timeText;
};

} // namespace once
