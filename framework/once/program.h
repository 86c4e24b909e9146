// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/child.h>
#include <once/describe.h>

namespace once {

// What to run: all of it is hashed. No shell is between: an argument is one argument, whatever is in it.
struct ProgramCall
{
    QString program; // a path, or a name that is looked for in $PATH
    QStringList arguments{};
    QString folder{};                     // it works in; empty: that of the app
    QMap<QString, QString> environment{}; // beside the app's own, which is not hashed
    QString input{};                      // what it reads, in UTF-8
    QList<int> successes{0};              // the exit codes that are none of a failure
};
ONCE_DESCRIBE(ProgramCall, program, arguments, folder, environment, input, successes)

struct ProgramResult
{
    int exitCode = 0;
    QString output;     // to stdout, up to the first mostProgramOutput bytes; what is no UTF-8 is replaced
    bool isCut = false; // there was more; what is large goes into a file better
};
ONCE_DESCRIBE(ProgramResult, exitCode, output, isCut)

constexpr qsizetype mostProgramOutput = 1024 * 1024;

// A work that runs a program and waits for it, as a member of a flow:
//
//     Child<Program> sort{this, "sort", {.version = "1"}};
//     const auto sorted = sort.run({.program = "sort", .arguments = {"-n"}, .input = numbers});
//
// Its lines go into the log of the run as they come, those to stderr as warnings; of each no more than
// mostProgramOutput bytes. Another exit code, an end by a signal, or a program that does not start is a failed run.
//
// Asked to stop, by cancel(), a timeout or the end of the app, it gets SIGTERM, and SIGKILL before the time of
// Timeout::grace is over. With it ends all that it has started, however it ends, unless the app itself is killed; it
// has a process group of its own, so that Ctrl-C in a terminal reaches the app alone. A file it reads is no prop of it: name it in .dependsOn.
class Program : public Work
{
public:
    ProgramResult run(const ProgramCall &call);
};

} // namespace once
