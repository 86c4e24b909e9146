// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/children.h>

#include <once/detail/tree/runtime.h>

#include <QSet>

namespace once {

Children::Children(Component *parent, const QString &name, Make make) : m_make(std::move(make))
{
    adopt(parent, name, typeid(Children));
}

std::size_t Children::indexOf(const QString &name) const
{
    const auto it = std::ranges::find(m_members, find(name), [](const auto &member) { return member.get(); });
    return std::size_t(it - m_members.begin());
}

Component &Children::insert(std::size_t at, const QString &name)
{
    Component &member = make(at, name);
    m_names = names();
    runtime().added(member);
    return member;
}

void Children::append(const QStringList &names)
{
    const std::size_t first = size();
    for (const QString &name : names)
        make(size(), name);
    m_names = this->names();
    for (std::size_t at = first; at < size(); ++at)
        runtime().added(*m_members[at]);
}

void Children::remove(std::size_t at)
{
    std::unique_ptr<Component> member = std::move(m_members.at(at));
    m_members.erase(m_members.begin() + std::ptrdiff_t(at));
    m_byName.remove(member->name());
    m_names = names();
    runtime().retire(std::move(member));
}

void Children::move(std::size_t from, std::size_t to)
{
    std::unique_ptr<Component> member = std::move(m_members.at(from));
    m_members.erase(m_members.begin() + std::ptrdiff_t(from));
    m_members.insert(m_members.begin() + std::ptrdiff_t(std::min(to, size())), std::move(member));
    m_names = names();
}

void Children::restoreMembers(const std::function<bool(const QString &)> &wasRemoved)
{
    const QStringList kept = m_names;
    const QSet<QString> areKept(kept.begin(), kept.end());
    for (std::size_t at = size(); at-- > 0;)
        if (const QString name = m_members[at]->name(); !areKept.contains(name) && wasRemoved(name))
            remove(at);
    for (qsizetype i = 0; i < kept.size(); ++i) {
        const auto place = std::size_t(i);
        if (!find(kept[i]))
            make(place, kept[i]);
        else if (place >= size() || m_members[place]->name() != kept[i])
            move(indexOf(kept[i]), place);
    }
    m_names = names();
}

Component &Children::make(std::size_t at, const QString &name)
{
    const auto place = m_members.begin() + std::ptrdiff_t(std::min(at, size()));
    Component &member = **m_members.insert(place, m_make(name));
    m_byName.insert(name, &member);
    return member;
}

QStringList Children::names() const
{
    QStringList names;
    for (const auto &member : m_members)
        names.append(member->name());
    return names;
}

} // namespace once
