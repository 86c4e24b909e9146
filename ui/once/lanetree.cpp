// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/lanetree.h>

#include <map>

namespace once {

namespace {

struct Node
{
    QString path, type;
    qint32 work = 0; // none
    QList<QString> children; // their full paths, in the order in which they came
};

class Tree
{
public:
    Tree(const QList<HistoryWork> &components, const QSet<QString> &folded) : m_folded(folded)
    {
        for (const HistoryWork &component : components) {
            Node &node = at(component.path);
            node.type = component.type;
            if (component.isWork)
                node.work = component.id;
        }
    }

    QList<LaneTitle> titles()
    {
        for (const QString &root : m_roots)
            add(m_nodes.at(root), 0);
        return std::move(m_titles);
    }

private:
    Node &at(const QString &path)
    {
        if (const auto known = m_nodes.find(path); known != m_nodes.end())
            return known->second;
        const qsizetype dot = path.lastIndexOf(u'.');
        (dot < 0 ? m_roots : at(path.first(dot)).children).append(path);
        return m_nodes.insert({path, {.path = path}}).first->second;
    }

    void add(const Node &node, int level)
    {
        const bool isRoot = !node.path.contains(u'.');
        LaneTitle title{.path = isRoot ? QString() : belowRoot(node.path),
                        .name = isRoot && !node.type.isEmpty() ? node.type : node.path.section(u'.', -1),
                        .level = level,
                        .canFold = !node.children.isEmpty()};
        title.isFolded = title.canFold && m_folded.contains(title.path);
        if (title.isFolded)
            gather(node, title.works);
        else if (node.work)
            title.works = {node.work};
        if (!isRoot || !title.works.isEmpty())
            m_titles.append(title);
        if (title.isFolded)
            return;
        for (const QString &child : node.children)
            add(m_nodes.at(child), isRoot ? level : level + 1);
    }

    void gather(const Node &node, QList<qint32> &works) const
    {
        if (node.work)
            works.append(node.work);
        for (const QString &child : node.children)
            gather(m_nodes.at(child), works);
    }

    const QSet<QString> &m_folded;
    std::map<QString, Node> m_nodes;
    QStringList m_roots;
    QList<LaneTitle> m_titles;
};

} // namespace

QList<LaneTitle> laneTitles(const QList<HistoryWork> &components, const QSet<QString> &folded)
{
    return Tree(components, folded).titles();
}

} // namespace once
