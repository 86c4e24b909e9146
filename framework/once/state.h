// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/component.h>
#include <once/value.h>

#include <memory>
#include <vector>

namespace once {

// Who may write a work's state while the work runs.
enum class Sharing {
    Own,    // its run() alone; a write from outside is refused
    Shared, // the flow as well: run() sees it the next time it reads the state. The last write counts
};

// The part of a State that does not know its type. A work's state has two sides: the one that its run()
// reads and writes, in whatever thread that is, and the one that the rest of the tree sees.
class StateBase
{
public:
    virtual ~StateBase();
    StateBase(const StateBase &) = delete;
    StateBase &operator=(const StateBase &) = delete;

    const QString &name() const { return m_name; }
    Component &owner() const { return *m_owner; }
    Json toJson() const { return json(m_tree.get()); } // what the tree sees

    // What the run left, to be shown by show() later or kept. In the thread of the run, or between runs.
    const std::shared_ptr<const void> &written() const;
    Value encodingOf(const std::shared_ptr<const void> &value) const { return encode(value.get()); }
    bool areEqual(const std::shared_ptr<const void> &a, const std::shared_ptr<const void> &b) const
    {
        return equal(a.get(), b.get());
    }
    const std::shared_ptr<const void> &shown() const { return m_tree; }

    // Throws nlohmann's exceptions when the JSON is of another type.
    std::shared_ptr<const void> parsed(const Json &json) const { return parse(json); }

    // Makes the tree see a value; the run side as well unless the owner is running. The loop's thread.
    void show(std::shared_ptr<const void> value, bool isOwnerRunning);
    // From outside of a tick and of run(): a flow's state is written, a resting work's is shown. The loop's thread.
    void restore(std::shared_ptr<const void> value);
    const std::shared_ptr<const void> &initial() const { return m_initial; }

    // An attempt begins with what the one before it left. In its thread.
    void beginAttempt() { m_start = m_run; }
    // The tree shows again what it did before it saw any write of the attempt. The loop's thread; of a shared state
    // the last write counts, whoever made it.
    void unshow();
    // The same, and the next attempt begins with what this one began with, which left nothing. Between runs.
    void takeBack();

    // Makes the tree see what a running run() has written so far, or drops it. With the owner's lock held.
    void takePublished(bool shows);

protected:
    StateBase(Component *owner, const QString &name, std::shared_ptr<const void> initial, Sharing sharing);

    // Throws std::logic_error inside the run() of any other work.
    const void *current() const;
    // Announces the value unless it is equal. Throws std::logic_error where current() does, and from
    // outside while the owner is running, unless it is shared.
    void write(std::shared_ptr<const void> value);

private:
    virtual bool equal(const void *a, const void *b) const = 0;
    virtual Json json(const void *value) const = 0;
    virtual Value encode(const void *value) const = 0;
    virtual std::shared_ptr<const void> parse(const Json &json) const = 0;

    [[noreturn]] void refuse(const char *why) const;
    void publish(std::shared_ptr<const void> value);
    void setTree(std::shared_ptr<const void> value);

    void deliver(std::shared_ptr<const void> value);
    void takeDelivered() const;

    Component *m_owner;
    QString m_name;
    Sharing m_sharing;
    std::shared_ptr<const void> m_initial, m_tree, m_published;
    std::shared_ptr<const void> m_start;  // of the attempt: what run() saw first, and
    std::shared_ptr<const void> m_before; // what the tree showed before it saw any of its writes; null until it did
    mutable std::shared_ptr<const void> m_run, m_delivered;
    mutable std::vector<std::shared_ptr<const void>> m_replaced; // while run() may hold references to them
};

// A value of a component that is watched by the loop, kept in the history, restored at a restart and shown in
// the dashboard. It is read like a const T, written by assignment or edit(), and compared before anything is
// announced.
//
// What a work writes inside run() reaches the rest of the tree between two ticks, in order and together with
// the run's end; so a flow reads the same value from the first line of a tick to the last, and user code
// holds no lock. Flows write their own state at any time, in the loop's thread. What a flow writes into a work
// that does not run is seen until another call is shown, and not kept: it belongs to no call.
template <Jsonable T>
class State : public StateBase
{
public:
    State(const State &) = delete;
    State(Component *owner, const QString &name, T initial = {}, Sharing sharing = Sharing::Own)
        : StateBase(owner, name, std::make_shared<const T>(std::move(initial)), sharing)
    {}

    // The reference holds for the tick; inside run() until the state is written again.
    const T &value() const { return *static_cast<const T *>(current()); }
    operator const T &() const { return value(); }
    const T &operator*() const { return value(); }
    const T *operator->() const { return &value(); }

    State &operator=(T value)
    {
        write(std::make_shared<const T>(std::move(value)));
        return *this;
    }

    State &operator=(const State &other) { return *this = T(other.value()); }

    // losses.edit([](QList<double> &all) { all.append(0.1); });
    template <typename Change>
    void edit(Change &&change)
    {
        T copy = value();
        change(copy);
        *this = std::move(copy);
    }

    bool operator==(const T &other) const
        requires std::equality_comparable<T>
    {
        return value() == other;
    }

private:
    static const T &typed(const void *value) { return *static_cast<const T *>(value); }

    bool equal(const void *a, const void *b) const override
    {
        if constexpr (std::equality_comparable<T>)
            return typed(a) == typed(b);
        else
            return Value::of(typed(a)) == Value::of(typed(b));
    }
    Json json(const void *value) const override { return typed(value); }
    Value encode(const void *value) const override { return Value::of(typed(value)); }
    std::shared_ptr<const void> parse(const Json &json) const override
    {
        return std::make_shared<const T>(json.get<T>());
    }
};

} // namespace once
