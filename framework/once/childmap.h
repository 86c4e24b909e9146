// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/childlist.h>

namespace once {

// Flows or works of one type by name: ChildMap<Price> prices{this, "prices", options, arguments...};
// prices["AAPL"].run(day). In the order in which they were made.
template <typename T>
class ChildMap : public Children
{
public:
    template <typename... Arguments>
        requires std::derived_from<T, Work>
    ChildMap(Component *parent, const QString &name, WorkOptions options = {}, Arguments &&...arguments)
        : Children(parent, name, detail::makerOf<T>(this, std::move(options), std::forward<Arguments>(arguments)...))
    {}

    template <typename... Arguments>
        requires std::derived_from<T, Flow>
    ChildMap(Component *parent, const QString &name, Arguments &&...arguments)
        : Children(parent, name, detail::makerOf<T>(this, std::forward<Arguments>(arguments)...))
    {}

    // The member of that name; made when there is none. Throws std::logic_error for a name that no component can
    // have: an empty one, or one with a dot.
    Child<T> &operator[](const QString &name)
    {
        Component *found = Children::find(name);
        return static_cast<Child<T> &>(found ? *found : insert(size(), name));
    }

    Child<T> *find(const QString &name) const { return static_cast<Child<T> *>(Children::find(name)); }
    bool contains(const QString &name) const { return find(name) != nullptr; }
    Child<T> &at(std::size_t place) const { return static_cast<Child<T> &>(member(place)); } // throws std::out_of_range

    // False when there was none. See Children::remove().
    bool remove(const QString &name)
    {
        const std::size_t at = indexOf(name);
        if (at == size())
            return false;
        Children::remove(at);
        return true;
    }
};

} // namespace once
