// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/json.h>

#include <QSet>
#include <QString>

#include <typeinfo>
#include <vector>

namespace once {

namespace detail {
class Loop;
class Recorder;
class Runtime;
struct TreeRestorer;
} // namespace detail
class StateBase;

// A named node in the tree of flows and works. Components are members of their parent, which therefore
// outlives them; they are neither copied nor moved. Lives in the loop's thread.
class Component
{
public:
    virtual ~Component();
    Component(const Component &) = delete;
    Component &operator=(const Component &) = delete;

    const QString &name() const { return m_name; }
    QString path() const; // "root.prices.train"
    Component *parent() const { return m_parent; }
    QString typeName() const; // of the user's class, for people
    const std::vector<Component *> &children() const { return m_children; } // in order of declaration
    const std::vector<StateBase *> &states() const { return m_states; }

protected:
    Component();

    // Throws std::logic_error for a name that is empty, has a dot, or is taken by a sibling, and below a work.
    void adopt(Component *parent, const QString &name, const std::type_info &type);

    detail::Runtime &runtime() const { return *m_runtime; } // of the app, or one that runs in place

    // What a flow may have read of it is not what it was: quiet flows above are entered again. The loop's thread.
    void markChanged()
    {
        for (Component *component = this; component; component = component->m_parent)
            component->m_hasChanged = true;
    }
    // Throws std::logic_error inside the run() of a quiet flow that it is not below.
    void checkReach() const;

    // When the app has come to its end and nothing runs any more, or when a component that was removed goes; parents
    // after their children, in the loop's thread.
    virtual void onExit() {}

private:
    friend class QuietFlow;
    friend class StateBase;
    friend class detail::Loop;
    friend class detail::Recorder;
    friend struct detail::TreeRestorer;

    void attach(detail::Runtime &runtime); // with all that is below
    void detach();                         // from its parent; it keeps its path
    bool hasChild(const QString &name);
    virtual void restored() {}             // its states were brought back; its children are next

    QString m_name, m_path;
    const std::type_info *m_type = nullptr;
    Component *m_parent = nullptr;
    std::vector<Component *> m_children;
    QSet<QString> m_childNames; // once there are many; empty before
    std::vector<StateBase *> m_states;
    Json m_strays; // kept states that it has no State for any more; they stay kept
    detail::Runtime *m_runtime;
    bool m_hasChanged = true; // it or anything below, since it was entered last
};

} // namespace once
