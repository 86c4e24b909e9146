// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The part of Loop that knows of components which come and go.
#include <once/detail/loop/loop.h>

#include <once/detail/tree/callbook.h>
#include <once/statetree.h>

namespace once::detail {

using namespace Qt::StringLiterals;

void Loop::added(Component &component)
{
    for (const QString &complaint : m_recorder.restore(component))
        report(u"warning"_s, &component, complaint);
}

void Loop::retire(std::unique_ptr<Component> component)
{
    const std::vector<Work *> works = worksBelow(*component);
    for (Work *work : works)
        endRunsOf(*work, {Status::Cancelled, u"it was removed from the tree"_s, false}); // its path may be made anew
    m_queue.takeFollowers(works);
    m_recorder.touchUnrecorded(*component);
    m_recorder.putTouched(); // whoever comes after it under the same name begins with its counters
    component->detach();
    m_retired.push_back(std::move(component));
    wantFollowUp();
}

// True when nothing is under way in it any more; then nothing here knows of it.
bool Loop::letGo(Component &retired)
{
    const std::vector<Work *> works = worksBelow(retired);
    const auto isBusy = [this](Work *work) { return work->book().isInFlight || !m_queue.activeOf(*work).empty(); };
    if (std::ranges::any_of(works, isBusy))
        return false;
    const auto isBelow = [&retired](const Component *component) {
        while (component && component != &retired)
            component = component->parent();
        return component != nullptr;
    };
    m_streaks.closeAll([&](const Work &work) { return isBelow(&work); }, closing());
    std::erase_if(m_entered, [&](const Scope *entered) { return isBelow(entered->top); });
    std::erase_if(m_written, [&](const auto &written) { return isBelow(&written.first->owner()); });
    m_recorder.forget(retired);
    m_schedules.forget(retired);
    leave(retired);
    for (Work *work : works)
        m_queue.forget(*work);
    return true;
}

// The last word of a component and of those below it.
void Loop::leave(Component &component)
{
    for (Component *child : component.children())
        leave(*child);
    if (m_watch)
        m_watch->forget(component);
    auto *work = dynamic_cast<Work *>(&component);
    if (work && work->book().isInFlight) // given up, but its thread is inside run()
        return m_notLeft.push_back(work);
    const FileScope fileScope(&m_files);
    try {
        component.onExit();
    } catch (const std::exception &error) {
        report(u"warning"_s, &component, u"onExit() failed: "_s + QString::fromUtf8(error.what()));
    } catch (...) {
        report(u"warning"_s, &component, u"onExit() failed"_s);
    }
}

} // namespace once::detail
