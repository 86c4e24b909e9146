// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/children.h>

#include <once/detail/tree/runtime.h>

namespace once {

Children::Children(Component *parent, const QString &name, Make make) : m_make(std::move(make))
{
    adopt(parent, name, typeid(Children));
}

Component *Children::find(const QString &name) const
{
    const std::size_t at = indexOf(name);
    return at < size() ? m_members[at].get() : nullptr;
}

std::size_t Children::indexOf(const QString &name) const
{
    const auto it = std::ranges::find(m_members, name, [](const auto &member) { return member->name(); });
    return std::size_t(it - m_members.begin());
}

Component &Children::insert(std::size_t at, const QString &name)
{
    Component &member = make(at, name);
    m_names = names();
    runtime().added(member);
    return member;
}

void Children::remove(std::size_t at)
{
    std::unique_ptr<Component> member = std::move(m_members.at(at));
    m_members.erase(m_members.begin() + std::ptrdiff_t(at));
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
    for (std::size_t at = size(); at-- > 0;)
        if (const QString name = m_members[at]->name(); !kept.contains(name) && wasRemoved(name))
            remove(at);
    for (qsizetype place = 0; place < kept.size(); ++place) {
        if (const std::size_t at = indexOf(kept[place]); at == size())
            make(std::size_t(place), kept[place]);
        else if (at != std::size_t(place))
            move(at, std::size_t(place));
    }
    m_names = names();
}

Component &Children::make(std::size_t at, const QString &name)
{
    const auto place = m_members.begin() + std::ptrdiff_t(std::min(at, size()));
    return **m_members.insert(place, m_make(name));
}

QStringList Children::names() const
{
    QStringList names;
    for (const auto &member : m_members)
        names.append(member->name());
    return names;
}

} // namespace once
