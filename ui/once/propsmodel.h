// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/json.h>

#include <QAbstractItemModel>

namespace once {

// A JSON value as a tree of keys and values. Only what is opened costs anything. GUI thread.
class PropsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Key, Text };

    explicit PropsModel(QObject *parent = nullptr);

    // Of an object or array the elements are the rows; any other value is one row without a key.
    void setJson(const Json &json);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node
    {
        QString key;
        const Json *value = nullptr; // in m_json
        std::size_t parent = 0;
        int row = 0;
        std::vector<std::size_t> children;
        bool isOpened = false;
    };

    std::size_t nodeOf(const QModelIndex &index) const
    {
        return index.isValid() ? std::size_t(index.internalId()) : 0;
    }
    const Node &opened(std::size_t node) const;
    void addChild(std::size_t parent, const QString &key, const Json &value) const;

    Json m_json;
    mutable std::vector<Node> m_nodes; // the first is not shown
};

} // namespace once
