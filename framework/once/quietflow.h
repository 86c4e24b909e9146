// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/tree/scope.h>
#include <once/flow.h>

namespace once {

// A flow below another one whose run() is entered only when it may come to something else than last time: so
// that a tick of a large tree costs what has changed, and not what there is. It is entered
//
//   * in its first tick, and with arguments of run() that differ from those of last time;
//   * when a state of it or of anything below it was written, by whomever; when a run below it began, ended,
//     was forgotten or is tried again; when members below it came or went; after a command of it;
//   * when a time has come that it asked for: midnight after clock().today(), the age of a result;
//   * in every tick while it is suspended or fails, while a call below it is turned away, and when it reads
//     clock().now() or calls works with .dependsOn: nobody tells when those change.
//
// So it reads nothing but its arguments, its own states and those below it; states and works elsewhere are
// refused with std::logic_error. Plain members that are changed from outside go unnoticed: make them states; so do files:
// make the File outside and pass it.
// What it calls is not counted as skipped while it is not entered, and no heartbeat enters it.
//
// A quiet flow below a quiet flow is entered only if that one is. The loop's thread.
class QuietFlow : public Flow
{
protected:
    QuietFlow() = default;

    // For Child: first the arguments, encoded; if it is to be entered, run() between the other two.
    Encoder &beginArguments();
    bool isToBeEntered();
    void begin();
    void end(bool isComplete);

private:
    bool isAtRest();

    detail::Scope m_scope;
    QByteArray m_arguments;
};

} // namespace once
