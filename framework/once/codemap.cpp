// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What a function leads to, by the names of its parts, and in what two such maps differ.
#include <once/fingerprint.h>

#include <once/detail/code/codegraph.h>
#include <once/detail/code/globals.h>
#include <once/detail/code/loadedtables.h>
#include <once/detail/code/mixer.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace once {

namespace {

using detail::CodeNode;
using namespace Qt::StringLiterals;

// Of all that have one name: there may be several, such as functions that only their files see.
struct MapPart
{
    std::set<quint64> own;
    std::set<QString> leadsTo;
};

class MapMaker
{
public:
    explicit MapMaker(const detail::Found &found) : m_table(*found.table)
    {
        for (const quint32 node : detail::reachedFrom(m_table, found.function.node))
            if (const QString name = nameOf(node); !name.isEmpty())
                gather(m_parts[name], name, node);
        m_root = nameOf(found.function.node);
    }

    Json json() const
    {
        Json parts = Json::object();
        for (const auto &[name, part] : m_parts) {
            detail::Mixer own;
            for (const quint64 each : part.own)
                own.add(each);
            std::vector<std::string> leadsTo;
            for (const QString &each : part.leadsTo)
                leadsTo.push_back(each.toStdString());
            parts[name.toStdString()] = {{"own", own.digest().toShortHex()}, {"leadsTo", leadsTo}};
        }
        return {{"function", m_root}, {"parts", std::move(parts)}};
    }

private:
    QString nameOf(quint32 node) const
    {
        const detail::TableNode entry = m_table.node(node);
        return entry.kind == CodeNode::Global || entry.name == 0 ? QString() : detail::demangled(m_table.name(entry));
    }

    // What has no name, such as a table of jumps, belongs to those that lead there.
    void gather(MapPart &part, const QString &name, quint32 node)
    {
        std::set<quint32> seen{node};
        for (std::deque<quint32> open{node}; !open.empty(); open.pop_front()) {
            const detail::TableNode entry = m_table.node(open.front());
            if (entry.own != 0)
                part.own.insert(entry.own);
            for (const quint32 edge : m_table.edges(entry)) {
                const QString other = nameOf(edge);
                if (!other.isEmpty() && other != name)
                    part.leadsTo.insert(other);
                else if (other.isEmpty() && m_table.node(edge).kind != CodeNode::Global && seen.insert(edge).second)
                    open.push_back(edge);
            }
        }
    }

    const detail::CodeTable &m_table;
    QString m_root;
    std::map<QString, MapPart> m_parts;
};

// A map as codeMap() makes it, with what is not there taken as empty.
class ReadMap
{
public:
    explicit ReadMap(const Json &map) : m_root(map.value("function", std::string())), m_parts(map.value("parts", Json::object())) {}

    const std::string &root() const { return m_root; }
    bool has(const std::string &name) const { return m_parts.contains(name); }
    std::string own(const std::string &name) const { return m_parts.at(name).value("own", std::string()); }
    std::vector<std::string> leadsTo(const std::string &name) const
    {
        return has(name) ? m_parts.at(name).value("leadsTo", std::vector<std::string>()) : std::vector<std::string>();
    }

    // The names by which the first part is reached for which `isWanted` holds, in as few steps as can be.
    template <typename Wanted>
    QStringList wayTo(Wanted isWanted) const
    {
        std::map<std::string, std::string> from{{m_root, {}}};
        for (std::deque<std::string> open{m_root}; !open.empty(); open.pop_front()) {
            const std::string &name = open.front();
            if (isWanted(name))
                return wayBack(from, name);
            for (const std::string &other : leadsTo(name))
                if (from.emplace(other, name).second)
                    open.push_back(other);
        }
        return {};
    }

private:
    static QStringList wayBack(const std::map<std::string, std::string> &from, std::string name)
    {
        QStringList way;
        for (; !name.empty(); name = from.at(name))
            way.prepend(QString::fromStdString(name));
        return way;
    }

    std::string m_root;
    Json m_parts;
};

// By which templates of libraries a way leads says nothing to those who wrote neither.
QString said(const QString &what, QStringList way)
{
    if (way.isEmpty())
        return {};
    const QString end = way.takeLast();
    way.removeIf(detail::belongsToLibrary);
    return what + (way << end).join(u" -> "_s);
}

} // namespace

Json codeMap(const void *function)
{
    try {
        const auto modules = detail::Modules::loaded();
        const auto found = detail::find(*modules, function);
        return found ? MapMaker(*found).json() : Json();
    } catch (const detail::Unreadable &) {
        return {};
    }
}

// A part that differs also says more than one that is new, to which it leads now.
QString codeDifference(const Json &then, const Json &now)
{
    if (!then.is_object() || !now.is_object())
        return {};
    const ReadMap before(then), after(now);
    const QStringList changed = after.wayTo([&](const std::string &name) {
        return before.has(name) && after.has(name) && before.own(name) != after.own(name);
    });
    const QStringList appeared = after.wayTo([&](const std::string &name) { return !before.has(name); });
    const QStringList disappeared = before.wayTo([&](const std::string &name) { return !after.has(name); });
    QStringList differences{said(u"body differs: "_s, changed), said(u"appeared: "_s, appeared), said(u"disappeared: "_s, disappeared)};
    differences.removeAll(QString());
    return differences.join(u"; "_s);
}

} // namespace once
