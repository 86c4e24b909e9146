// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/terminal.h>

#include <QtGlobal>

#include <sys/ioctl.h>
#include <unistd.h>

namespace once::detail {

bool isTerminal(FILE *stream) { return ::isatty(::fileno(stream)) == 1; }

int terminalWidth(FILE *stream)
{
    winsize size = {};
    return ::ioctl(::fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

bool wantsColour(FILE *stream)
{
    return isTerminal(stream) && qEnvironmentVariableIsEmpty("NO_COLOR") && qgetenv("TERM") != "dumb";
}

} // namespace once::detail
