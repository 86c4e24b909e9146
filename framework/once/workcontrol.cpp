// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The part of Work that steers its calls from outside, and by which run() is steered.
#include <once/work.h>

#include <once/detail/tree/callbook.h>
#include <once/detail/tree/runcontrol.h>
#include <once/detail/tree/runscope.h>
#include <once/detail/tree/runtime.h>

namespace once {

namespace {

detail::RunControl &control()
{
    if (!detail::runningControl)
        throw std::logic_error("once: a work asks about its stop outside of its run()");
    return *detail::runningControl;
}

} // namespace

void Work::cancel(const QString &why)
{
    runtime().cancel(*this, why);
}

void Work::forget()
{
    detail::Call *call = m_book->asked;
    if (!call || !isFinished(call->status))
        return;
    call->status = Status::NotStarted;
    call->again = Cause::Kind::ResultForgotten;
    markChanged();
    runtime().retain(std::exchange(call->outcome, nullptr));
    runtime().forget(*this, *call);
}

void Work::retryNow()
{
    detail::Call *call = m_book->asked;
    if (!call)
        return;
    if (hasEndedBadly(call->status)) {
        call->status = Status::NotStarted;
        call->again = Cause::Kind::Retry;
        markChanged();
    }
    runtime().hurry(*call);
}

void Work::pause(const QString &note)
{
    if (std::exchange(m_book->pauseNote, note) != note)
        runtime().pauseChanged(*this);
}

void Work::resume()
{
    if (std::exchange(m_book->pauseNote, {}))
        runtime().pauseChanged(*this);
}

bool Work::isPaused() const { return m_book->pauseNote.has_value(); }

QString Work::pauseNote() const { return m_book->pauseNote.value_or(QString()); }

bool Work::isStopRequested() const { return control().seeStop(); }

void Work::throwIfStopped() const
{
    if (control().seeStop())
        throw Cancelled();
}

std::stop_token Work::stopToken() const { return control().token(); }

void Work::signOfLife() const { control().giveSign(); }

} // namespace once
