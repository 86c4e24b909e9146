// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/statetree.h>

#include <once/detail/tree/callbook.h>
#include <once/state.h>
#include <once/work.h>

#include <stdexcept>

namespace once {

using namespace Qt::StringLiterals;

namespace {

// Values that fit their states, found before any is shown.
struct Restoring
{
    std::vector<std::pair<StateBase *, std::shared_ptr<const void>>> values;
    QStringList complaints;
};

void parse(StateBase &state, const Json &json, Restoring &found)
{
    try {
        found.values.emplace_back(&state, state.parsed(json));
    } catch (const std::exception &) {
        found.complaints += u"state \"%1\" of %2 is of another type in what is to be restored"_s.arg(state.name(), state.owner().path());
    }
}

void collect(Component &component, const Json &tree, Restoring &found)
{
    const Json states = tree.value("states", Json::object());
    for (StateBase *state : component.states()) {
        if (const auto it = states.find(state->name().toStdString()); it != states.end())
            parse(*state, *it, found);
        else
            found.complaints += u"state \"%1\" of %2 is not in what is to be restored"_s.arg(state->name(), component.path());
    }
    const Json children = tree.value("children", Json::object());
    for (Component *child : component.children()) {
        if (const auto it = children.find(child->name().toStdString()); it != children.end())
            collect(*child, *it, found);
        else
            found.complaints += u"%1 is not in what is to be restored"_s.arg(child->path());
    }
}

bool isRunning(const Component &component)
{
    const auto *work = dynamic_cast<const Work *>(&component);
    return work && work->book().isInFlight;
}

} // namespace

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

QStringList restoreStates(Component &top, const Json &tree, Strictness strictness)
{
    Restoring found;
    collect(top, tree, found);
    if (strictness == Strictness::Strict && !found.complaints.isEmpty())
        throw std::runtime_error(found.complaints.first().toStdString());
    for (const auto &[state, value] : found.values)
        if (!isRunning(state->owner()))
            state->show(value, false);
    return found.complaints;
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
