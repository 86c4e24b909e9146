// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/cachereader.h>
#include <once/timetext.h>

#include <QAbstractTableModel>
#include <QHash>

namespace once {

enum class CacheColumn { Function, Props, MadeBy, Made, LastUsed, Hits, Size, Saved, Pinned };
constexpr int cacheColumnCount = int(CacheColumn::Pinned) + 1;

// Kept calls, filtered and sorted: all that a CacheContent has, so that no step takes longer the more calls there are
// beyond. Lives in the GUI's thread, knows no file.
class CacheModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit CacheModel(QObject *parent = nullptr) : QAbstractTableModel(parent) { }

    void setZone(const QTimeZone &zone) { m_timeText = TimeText(zone); }
    void setContent(const CacheContent &content, Instant now);
    void setFilter(const QString &filter); // words that function, props, origin or key contain, all of them

    const CacheContent &content() const { return m_content; }
    const StoredCall *call(const QModelIndex &index) const; // null for none
    QString functionName(const StoredCall &call) const { return m_names.value(call.function); }
    QModelIndex indexOf(const CallKey &key) const; // invalid when it is not shown
    QString totals() const; // "12 calls, 3.4 MB, 38 hits, 2 m 05 s saved"

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    void order();
    bool isShown(const StoredCall &call) const;
    bool isBefore(const StoredCall &a, const StoredCall &b) const;
    QString text(const StoredCall &call, CacheColumn column) const;
    QString toolTip(const StoredCall &call, CacheColumn column) const;
    QString accessibleText(const StoredCall &call) const;

    CacheContent m_content;
    QHash<qint64, QString> m_names; // of functions
    std::vector<qint32> m_rows; // places in the content
    QStringList m_words; // of the filter
    CacheColumn m_column = CacheColumn::LastUsed;
    Qt::SortOrder m_order = Qt::DescendingOrder;
    TimeText m_timeText;
};

} // namespace once
