// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/statetree.h>

#include <once/children.h>
#include <once/detail/tree/runtime.h>
#include <once/state.h>
#include <once/work.h>

#include <stdexcept>

namespace once {

using namespace Qt::StringLiterals;

namespace {

Json partOf(const Json &tree, const char *part)
{
    const auto it = tree.find(part);
    return it != tree.end() && it->is_object() ? *it : Json::object();
}

std::shared_ptr<const void> parsed(const StateBase &state, const Json &json)
{
    try {
        return state.parsed(json);
    } catch (const std::exception &) {
        return nullptr;
    }
}

void compareStates(const Component &component, Json kept, QStringList &complaints)
{
    for (const StateBase *state : component.states()) {
        const std::string name = state->name().toStdString();
        const auto it = kept.find(name);
        if (it == kept.end())
            complaints += u"state \"%1\" of %2 is not in what is to be restored"_s.arg(state->name(), component.path());
        else if (!parsed(*state, *it))
            complaints += u"state \"%1\" of %2 is of another type in what is to be restored"_s.arg(state->name(), component.path());
        kept.erase(name);
    }
    for (const auto &[name, value] : kept.items())
        complaints += u"state \"%1\" of %2 is only in what is to be restored"_s.arg(QString::fromStdString(name), component.path());
}

// The members of lists and maps are made and taken away by restoring, so they are no difference.
void compare(const Component &component, const Json &tree, QStringList &complaints)
{
    compareStates(component, partOf(tree, "states"), complaints);
    const bool hasMembers = dynamic_cast<const Children *>(&component);
    Json kept = partOf(tree, "children");
    for (const Component *child : component.children()) {
        const std::string name = child->name().toStdString();
        if (const auto it = kept.find(name); it != kept.end())
            compare(*child, *it, complaints);
        else if (!hasMembers)
            complaints += u"%1 is not in what is to be restored"_s.arg(child->path());
        kept.erase(name);
    }
    if (!hasMembers)
        for (const auto &[name, value] : kept.items())
            complaints += u"%1.%2 is only in what is to be restored"_s.arg(component.path(), QString::fromStdString(name));
}

} // namespace

// Reaches what components keep from their users.
struct detail::TreeRestorer
{
    static void restore(Component &top, const Json &tree);
};

Json stateTree(const Component &top)
{
    Json tree{{"type", top.typeName()}, {"states", Json::object()}, {"children", Json::object()}};
    for (const StateBase *state : top.states())
        tree["states"][state->name().toStdString()] = state->toJson();
    if (const auto *work = dynamic_cast<const Work *>(&top))
        tree["status"] = toWord(work->status());
    for (const Component *child : top.children())
        tree["children"][child->name().toStdString()] = stateTree(*child);
    return tree;
}

// A list first gets its members, then they get their states.
void detail::TreeRestorer::restore(Component &top, const Json &tree)
{
    const Json states = partOf(tree, "states"), children = partOf(tree, "children");
    for (StateBase *state : top.states())
        if (const auto it = states.find(state->name().toStdString()); it != states.end())
            if (auto value = parsed(*state, *it))
                state->restore(std::move(value));
    const auto before = top.children();
    top.restored();
    for (Component *child : std::vector(top.children()))
        if (std::ranges::find(before, child) == before.end())
            top.runtime().added(*child);
    for (Component *child : std::vector(top.children()))
        if (const auto it = children.find(child->name().toStdString()); it != children.end())
            restore(*child, *it);
}

QStringList restoreStates(Component &top, const Json &tree, Strictness strictness)
{
    QStringList complaints;
    compare(top, tree, complaints);
    if (strictness == Strictness::Strict && !complaints.isEmpty())
        throw std::runtime_error(complaints.first().toStdString());
    detail::TreeRestorer::restore(top, tree);
    return complaints;
}

std::vector<Work *> worksBelow(Component &top)
{
    if (auto *work = dynamic_cast<Work *>(&top))
        return {work};
    std::vector<Work *> works;
    for (Component *child : top.children())
        std::ranges::copy(worksBelow(*child), std::back_inserter(works));
    return works;
}

Component *findComponent(Component &top, const QString &path)
{
    const qsizetype dot = path.indexOf(u'.');
    if (top.name() != path.first(dot < 0 ? path.size() : dot))
        return nullptr;
    if (dot < 0)
        return &top;
    for (Component *child : top.children())
        if (Component *found = findComponent(*child, path.sliced(dot + 1)))
            return found;
    return nullptr;
}

} // namespace once
