// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/state.h>

#include <once/detail/tree/callbook.h>
#include <once/detail/tree/runcontrol.h>
#include <once/detail/tree/runscope.h>
#include <once/detail/tree/runtime.h>
#include <once/work.h>

namespace once {

StateBase::StateBase(Component *owner, const QString &name, std::shared_ptr<const void> initial, Sharing sharing)
    : m_owner(owner), m_name(name), m_sharing(sharing), m_initial(initial), m_tree(initial), m_run(std::move(initial))
{
    if (name.isEmpty())
        refuse("its name is empty");
    for (const StateBase *other : owner->m_states)
        if (other->name() == name)
            refuse("the component has a state of that name already");
    owner->m_states.push_back(this);
}

StateBase::~StateBase()
{
    std::erase(m_owner->m_states, this);
}

void StateBase::refuse(const char *why) const
{
    throw std::logic_error(QStringLiteral("once: state \"%1\" of %2: %3")
                               .arg(m_name, m_owner->path(), QLatin1StringView(why))
                               .toStdString());
}

const void *StateBase::current() const
{
    if (!detail::runningWork) {
        m_owner->checkReach();
        return m_tree.get();
    }
    if (detail::runningWork != m_owner)
        refuse("inside run() only the work's own states may be touched; pass the value as a prop");
    if (m_sharing == Sharing::Shared)
        takeDelivered();
    return m_run.get();
}

void StateBase::write(std::shared_ptr<const void> value)
{
    if (equal(current(), value.get()))
        return;
    if (detail::runningWork)
        return publish(std::move(value));
    auto *work = dynamic_cast<Work *>(m_owner);
    if (!work || !work->book().isInFlight)
        m_run = value;
    else if (m_sharing == Sharing::Shared)
        deliver(value);
    else
        refuse("it belongs to a work that is running, and can be written from outside when that has ended, or if it is "
               "declared Sharing::Shared");
    const auto before = m_tree;
    setTree(std::move(value));
    m_owner->runtime().stateChanged(*this, before);
}

const std::shared_ptr<const void> &StateBase::written() const
{
    if (m_sharing == Sharing::Shared)
        takeDelivered();
    return m_run;
}

void StateBase::setTree(std::shared_ptr<const void> value)
{
    m_owner->runtime().retain(std::exchange(m_tree, std::move(value)));
    m_owner->markChanged();
}

void StateBase::deliver(std::shared_ptr<const void> value)
{
    const std::lock_guard lock(static_cast<Work *>(m_owner)->book().publishing);
    m_delivered = std::move(value);
    m_published.reset(); // what run() has written before is older
}

void StateBase::takeDelivered() const
{
    const std::lock_guard lock(static_cast<Work *>(m_owner)->book().publishing);
    if (m_delivered)
        m_replaced.push_back(std::exchange(m_run, std::exchange(m_delivered, nullptr)));
}

void StateBase::publish(std::shared_ptr<const void> value)
{
    auto &work = static_cast<Work &>(*m_owner);
    detail::runningControl->giveSign();
    m_run = value;
    bool isFirst;
    {
        const std::lock_guard lock(work.book().publishing);
        m_published = std::move(value);
        isFirst = !std::exchange(work.book().hasPublished, true);
    }
    if (isFirst)
        m_owner->runtime().statePublished(work);
}

void StateBase::unshow()
{
    const auto before = std::exchange(m_before, nullptr);
    if (before && m_sharing == Sharing::Own)
        setTree(before);
}

void StateBase::takeBack()
{
    unshow();
    m_run = m_sharing == Sharing::Own ? m_start : m_tree;
    m_delivered.reset();
    m_replaced.clear();
}

void StateBase::show(std::shared_ptr<const void> value, bool isOwnerRunning)
{
    if (!isOwnerRunning) {
        if (const auto newer = std::exchange(m_delivered, nullptr)) // written after run() had ended
            value = newer;
        m_run = value;
        m_replaced.clear();
    }
    m_before.reset();
    setTree(std::move(value));
}

void StateBase::restore(std::shared_ptr<const void> value)
{
    const auto *work = dynamic_cast<const Work *>(m_owner);
    if (!work)
        write(std::move(value));
    else if (!work->book().isInFlight)
        show(std::move(value), false);
}

void StateBase::takePublished(bool shows)
{
    const auto published = std::exchange(m_published, nullptr);
    if (!published || !shows)
        return;
    if (!m_before)
        m_before = m_tree;
    setTree(published);
}

} // namespace once
