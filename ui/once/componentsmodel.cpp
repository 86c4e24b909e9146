// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/componentsmodel.h>

#include <once/glyph.h>
#include <once/runsmodel.h>
#include <once/theme.h>

namespace once {

using namespace Qt::StringLiterals;

ComponentsModel::ComponentsModel(QObject *parent) : QAbstractItemModel(parent), m_nodes(1) { }

std::size_t ComponentsModel::nodeFor(const QString &path)
{
    if (path.isEmpty())
        return 0;
    if (const auto known = m_byPath.constFind(path); known != m_byPath.constEnd())
        return *known;
    const qsizetype dot = path.lastIndexOf(u'.');
    const std::size_t parent = nodeFor(dot < 0 ? QString() : path.first(dot));
    const int row = int(m_nodes[parent].children.size());
    const std::size_t made = m_nodes.size();
    beginInsertRows(parent ? indexOf(parent, 0) : QModelIndex(), row, row);
    m_nodes.push_back({.path = path, .name = path.sliced(dot + 1), .parent = parent});
    m_nodes[parent].children.push_back(made);
    m_byPath.insert(path, made);
    endInsertRows();
    return made;
}

void ComponentsModel::setComponents(const QList<HistoryWork> &components)
{
    for (const HistoryWork &component : components) {
        const std::size_t at = nodeFor(component.path);
        m_nodes[at].isWork = component.isWork;
        m_nodes[at].pauseNote = component.pauseNote;
        if (m_nodes[at].parent == 0 && !component.type.isEmpty())
            m_nodes[at].name = component.type;
        m_byId.insert(component.id, at);
    }
    announce();
}

void ComponentsModel::replaceRuns(const QList<RunRow> &rows)
{
    for (Node &node : m_nodes)
        node.ran = node.last = 0;
    appendRuns(rows);
}

void ComponentsModel::appendRuns(const QList<RunRow> &rows)
{
    for (const RunRow &row : rows) {
        if (const auto at = m_byId.constFind(row.work); at != m_byId.constEnd())
            ++m_nodes[*at].ran;
        note(row);
    }
    announce();
}

void ComponentsModel::changeRuns(const QList<RunRow> &rows)
{
    for (const RunRow &row : rows)
        note(row);
    announce();
}

void ComponentsModel::note(const RunRow &row)
{
    const auto at = m_byId.constFind(row.work);
    if (at == m_byId.constEnd() || row.id < m_nodes[*at].last)
        return;
    Node &node = m_nodes[*at];
    node.last = row.id;
    node.lastStatus = row.status;
    node.lastStartUs = row.startedUs;
}

void ComponentsModel::setSkipCounts(const QHash<qint32, qint64> &counts)
{
    for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
        if (const auto at = m_byId.constFind(it.key()); at != m_byId.constEnd())
            m_nodes[*at].skipped = it.value();
    }
    announce();
}

void ComponentsModel::announce()
{
    m_timeText.setNow(toMicroseconds(std::chrono::floor<Microseconds>(std::chrono::system_clock::now())));
    for (std::size_t at = 0; at < m_nodes.size(); ++at) {
        if (const auto &children = m_nodes[at].children; !children.empty())
            Q_EMIT dataChanged(indexOf(children.front(), Name), indexOf(children.back(), Last));
    }
}

// A flow shows what is most pressing among its works.
Status ComponentsModel::outcome(const Node &node) const
{
    if (node.isWork || node.children.empty())
        return node.lastStatus;
    static constexpr std::array urgency{Status::Running,  Status::Queued, Status::Failed,
                                        Status::TimedOut, Status::Lost,   Status::Cancelled,
                                        Status::Succeeded};
    auto worst = urgency.end();
    for (const std::size_t child : node.children)
        worst = std::min(worst, std::ranges::find(urgency, outcome(m_nodes[child])));
    return worst == urgency.end() ? Status::NotStarted : *worst;
}

QString ComponentsModel::text(const Node &node, int column) const
{
    const qint64 calls = node.ran + node.skipped;
    if (column == Name)
        return node.pauseNote ? tr("%1, paused").arg(node.name) : node.name;
    if (!node.isWork)
        return {};
    switch (column) {
    case Calls:
        return compact(calls);
    case Ran:
        return compact(node.ran);
    case HitRate:
        return calls ? QString::number(100.0 * double(node.skipped) / double(calls), 'f', 1) : QString();
    default:
        return isFinished(node.lastStatus) ? m_timeText.brief(node.lastStartUs)
            : node.last                    ? tr("now")
                                           : QString();
    }
}

QString ComponentsModel::toolTip(const Node &node) const
{
    const QString name = belowRoot(node.path);
    if (!node.pauseNote)
        return name;
    return node.pauseNote->isEmpty() ? tr("%1 is paused").arg(name) : tr("%1 is paused: %2").arg(name, *node.pauseNote);
}

QVariant ComponentsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &at = node(index);
    switch (role) {
    case Qt::DisplayRole:
        return text(at, index.column());
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case Qt::DecorationRole:
        return index.column() == Name && at.pauseNote ? QVariant(symbolIcon(Symbol::Pause)) : QVariant();
    case Qt::ToolTipRole:
        return index.column() == Name ? toolTip(at) : text(at, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() == Name && outcome(at) != Status::NotStarted)
            return u"%1, %2"_s.arg(text(at, Name), stateWord(outcome(at)));
        return text(at, index.column());
    case StatusRole:
        return outcome(at) == Status::NotStarted ? QVariant() : int(outcome(at));
    default:
        return {};
    }
}

QVariant ComponentsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(
            Qt::AlignVCenter
            | (section == Calls || section == Ran || section == HitRate ? Qt::AlignRight : Qt::AlignLeft));
    static const QStringList titles{tr("Component"), tr("Calls"), tr("Ran"), tr("Hit %"), tr("Last")};
    return role == Qt::DisplayRole ? QVariant(titles.value(section)) : QVariant();
}

QString ComponentsModel::path(const QModelIndex &index) const
{
    const Node &at = node(index);
    return at.parent == 0 ? QString() : belowRoot(at.path);
}

QModelIndex ComponentsModel::indexOf(const QString &path) const
{
    if (m_nodes.front().children.empty())
        return {};
    const QString root = m_nodes[m_nodes.front().children.front()].path;
    const auto node = m_byPath.constFind(path.isEmpty() ? root : root + u'.' + path);
    return node == m_byPath.constEnd() ? QModelIndex() : indexOf(*node, Name);
}

QString ComponentsModel::workPath(const QModelIndex &index) const
{
    return node(index).isWork ? node(index).path : QString();
}

bool ComponentsModel::isPaused(const QString &workPath) const
{
    const auto at = m_byPath.constFind(workPath);
    return at != m_byPath.constEnd() && m_nodes[*at].pauseNote;
}

const ComponentsModel::Node &ComponentsModel::node(const QModelIndex &index) const
{
    return m_nodes[index.isValid() ? std::size_t(index.internalId()) : 0];
}

QModelIndex ComponentsModel::indexOf(std::size_t node, int column) const
{
    const auto &siblings = m_nodes[m_nodes[node].parent].children;
    return createIndex(int(std::ranges::find(siblings, node) - siblings.begin()), column, quintptr(node));
}

QModelIndex ComponentsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, quintptr(node(parent).children[std::size_t(row)]));
}

QModelIndex ComponentsModel::parent(const QModelIndex &index) const
{
    const std::size_t parent = node(index).parent;
    return index.isValid() && parent ? indexOf(parent, 0) : QModelIndex();
}

int ComponentsModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(node(parent).children.size());
}

int ComponentsModel::columnCount(const QModelIndex &) const { return Last + 1; }

} // namespace once
