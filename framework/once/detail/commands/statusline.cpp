// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/statusline.h>

#include <once/detail/commands/terminal.h>

#include <cstdio>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 leastPauseMs = 250;

} // namespace

StatusLine::StatusLine() : m_isTerminal(isTerminal(stderr)) { }

StatusLine::~StatusLine() { clear(); }

void StatusLine::say(const QString &line)
{
    clear();
    std::fputs(qUtf8Printable(line + u'\n'), stderr);
}

void StatusLine::setTick(qint64 number)
{
    m_tick = number;
    show();
}

void StatusLine::count(const Run &run)
{
    if (isFinished(run.status)) {
        m_running.erase(run.id);
        ++m_runs;
    } else {
        m_running.insert_or_assign(run.id, belowRoot(run.work));
    }
    show();
}

void StatusLine::clear()
{
    if (std::exchange(m_isShown, false))
        std::fputs("\r\x1b[K", stderr);
}

// The cursor is left at the line's beginning, so that what the app prints comes in its place.
void StatusLine::show()
{
    if (!m_isTerminal || (m_isShown && m_sinceShown.elapsed() < leastPauseMs))
        return;
    std::fprintf(stderr, "\r\x1b[K%s\r", qUtf8Printable(text().left(terminalWidth(stderr) - 1)));
    m_isShown = true;
    m_sinceShown.start();
}

QString StatusLine::text() const
{
    QString line = u"tick %1, %2 %3"_s.arg(m_tick).arg(m_runs).arg(m_runs == 1 ? u"run"_s : u"runs"_s);
    if (m_running.empty())
        return line;
    line += u", running "_s + m_running.begin()->second;
    return m_running.size() == 1 ? line : line + u" and %1 more"_s.arg(m_running.size() - 1);
}

} // namespace once::detail
