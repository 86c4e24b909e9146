// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/child.h>
#include <once/children.h>

namespace once {

namespace detail {

// Makes members of type T, all with the same options and arguments for their constructors.
template <typename T, typename... Arguments>
auto makerOf(Component *parent, Arguments... arguments)
{
    return [parent, arguments...](const QString &name) -> std::unique_ptr<Component> {
        return std::make_unique<Child<T>>(parent, name, arguments...);
    };
}

} // namespace detail

// Flows or works of one type in an order of their own: ChildList<Crawl> crawlers{this, "crawlers", options,
// arguments...}. Each has an identity, its number, that it keeps wherever it is moved, and that is used for no
// other: so names, histories and skips never change hands. A flow that wants so many members in every tick says
// resize(n), which does nothing when there are so many.
template <typename T>
class ChildList : public Children
{
public:
    template <typename... Arguments>
        requires std::derived_from<T, Work>
    ChildList(Component *parent, const QString &name, WorkOptions options = {}, Arguments &&...arguments)
        : Children(parent, name, detail::makerOf<T>(this, std::move(options), std::forward<Arguments>(arguments)...))
    {}

    template <typename... Arguments>
        requires std::derived_from<T, Flow>
    ChildList(Component *parent, const QString &name, Arguments &&...arguments)
        : Children(parent, name, detail::makerOf<T>(this, std::forward<Arguments>(arguments)...))
    {}

    Child<T> &operator[](std::size_t at) const { return static_cast<Child<T> &>(member(at)); } // throws std::out_of_range

    Child<T> &append() { return insert(size()); }
    Child<T> &insert(std::size_t at)
    {
        const int number = m_next;
        m_next = number + 1;
        return static_cast<Child<T> &>(Children::insert(at, QString::number(number)));
    }
    void removeAt(std::size_t at) { remove(at); } // see Children::remove()
    void move(std::size_t from, std::size_t to) { Children::move(from, to); }
    void resize(std::size_t count)
    {
        if (size() < count)
            appendMany(count - size());
        while (size() > count)
            remove(size() - 1);
    }

private:
    void appendMany(std::size_t count)
    {
        QStringList names;
        int next = m_next;
        while (count-- > 0)
            names.append(QString::number(next++));
        m_next = next;
        Children::append(names);
    }

    void restored() override
    {
        restoreMembers([next = m_next.value()](const QString &name) { return name.toInt() < next; });
        for (std::size_t at = 0; at < size(); ++at)
            m_next = std::max(m_next.value(), member(at).name().toInt() + 1);
    }

    State<int> m_next{this, QStringLiteral("next")};
};

} // namespace once
