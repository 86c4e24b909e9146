// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/propsmodel.h>

#include <QFontDatabase>

namespace once {

namespace {

constexpr qsizetype longestText = 2'000;

// What stands beside a key: a value in full, of a container how much it holds.
QString valueText(const Json &value)
{
    if (value.is_object())
        return PropsModel::tr("{ %n }", nullptr, int(value.size()));
    if (value.is_array())
        return PropsModel::tr("[ %n ]", nullptr, int(value.size()));
    if (value.is_string())
        return QString::fromStdString(value.get_ref<const std::string &>()).left(longestText);
    return preview(value, longestText);
}

} // namespace

PropsModel::PropsModel(QObject *parent) : QAbstractItemModel(parent), m_nodes(1) { }

void PropsModel::setJson(const Json &json)
{
    beginResetModel();
    m_json = json;
    m_nodes.assign(1, {.value = &m_json});
    if (!json.is_structured() && !json.is_null()) {
        addChild(0, {}, m_json);
        m_nodes[0].isOpened = true;
    }
    endResetModel();
}

const PropsModel::Node &PropsModel::opened(std::size_t node) const
{
    if (std::exchange(m_nodes[node].isOpened, true) || !m_nodes[node].value)
        return m_nodes[node];
    const Json &value = *m_nodes[node].value;
    if (value.is_object()) {
        for (const auto &[key, child] : value.items())
            addChild(node, QString::fromStdString(key), child);
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            addChild(node, QString::number(i), value[i]);
    }
    return m_nodes[node];
}

void PropsModel::addChild(std::size_t parent, const QString &key, const Json &value) const
{
    m_nodes[parent].children.push_back(m_nodes.size());
    m_nodes.push_back(
        {.key = key, .value = &value, .parent = parent, .row = int(m_nodes[parent].children.size()) - 1});
}

QModelIndex PropsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, quintptr(opened(nodeOf(parent)).children[std::size_t(row)]));
}

QModelIndex PropsModel::parent(const QModelIndex &index) const
{
    const std::size_t parent = m_nodes[nodeOf(index)].parent;
    return index.isValid() && parent ? createIndex(m_nodes[parent].row, 0, quintptr(parent)) : QModelIndex();
}

int PropsModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(opened(nodeOf(parent)).children.size());
}

int PropsModel::columnCount(const QModelIndex &) const { return Text + 1; }

bool PropsModel::hasChildren(const QModelIndex &parent) const
{
    const Node &node = m_nodes[nodeOf(parent)];
    if (node.isOpened || !node.value)
        return parent.column() <= 0 && !node.children.empty();
    return parent.column() <= 0 && node.value->is_structured() && !node.value->empty();
}

QVariant PropsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = m_nodes[nodeOf(index)];
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return index.column() == Key ? node.key : valueText(*node.value);
    if (role == Qt::FontRole && index.column() == Text)
        return QFontDatabase::systemFont(QFontDatabase::FixedFont);
    return {};
}

QVariant PropsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Key ? tr("Key") : tr("Value");
}

} // namespace once
