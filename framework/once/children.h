// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/state.h>

#include <QHash>

#include <functional>

namespace once {

// What ChildList and ChildMap have in common: members that are made and removed while the app lives. It is a node
// of the tree between its flow and its members. Which members there are, and in which order, is a state: kept, and
// made again at a restart. Lives in the loop's thread.
class Children : public Component
{
public:
    std::size_t size() const { return m_members.size(); }
    bool isEmpty() const { return m_members.empty(); }

protected:
    using Make = std::function<std::unique_ptr<Component>(const QString &name)>;

    Children(Component *parent, const QString &name, Make make);

    Component &member(std::size_t at) const { return *m_members.at(at); } // throws std::out_of_range
    Component *find(const QString &name) const { return m_byName.value(name); }
    Component &insert(std::size_t at, const QString &name);
    void append(const QStringList &names); // for the price of one
    // Its runs are cancelled; it is gone once they have ended. What it has run stays known: a member that is made
    // with its name again skips it.
    void remove(std::size_t at);
    void move(std::size_t from, std::size_t to);
    std::size_t indexOf(const QString &name) const; // size() when it is not there

    // Makes the members that were kept, in their order, and takes away those of the flow's constructor that had been
    // removed.
    void restoreMembers(const std::function<bool(const QString &)> &wasRemoved);

private:
    void restored() override { restoreMembers([](const QString &) { return false; }); }
    Component &make(std::size_t at, const QString &name);
    QStringList names() const;

    Make m_make;
    std::vector<std::unique_ptr<Component>> m_members;
    QHash<QString, Component *> m_byName; // the same
    State<QStringList> m_names{this, QStringLiteral("members")};
};

} // namespace once
