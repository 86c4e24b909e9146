// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/workmenu.h>

#include <once/run.h>

namespace once {

using namespace Qt::StringLiterals;

WorkMenu::WorkMenu(AppLink &link, std::function<QString()> work, std::function<bool(const QString &)> isPaused,
                   QWidget *parent)
    : QMenu(tr("&Work"), parent), m_link(link), m_work(std::move(work)), m_isPaused(std::move(isPaused)),
      m_title(addAction(QString()))
{
    m_title->setEnabled(false);
    addSeparator();
    add(tr("&Cancel its runs"), u"cancel"_s);
    add(tr("&Try its newest call again"), u"retry"_s);
    add(tr("&Forget its newest call"), u"forget"_s);
    addSeparator();
    m_pause = add(tr("&Pause"), u"pause"_s);
    m_resume = add(tr("&Resume"), u"resume"_s);
    connect(this, &QMenu::aboutToShow, this, &WorkMenu::offer);
}

QAction *WorkMenu::add(const QString &text, const QString &verb)
{
    QAction *action = addAction(text);
    connect(action, &QAction::triggered, this, [this, verb] {
        const QString done = u"%1 %2."_s.arg(belowRoot(m_path), effectOnWork(verb));
        m_link.ask(verb, {{"work", m_path}}, this, [this, done](const Answer &answer) { Q_EMIT answered(done, answer); });
    });
    return action;
}

void WorkMenu::offer()
{
    m_path = m_work();
    const QString absence = m_link.absence();
    m_title->setText(!absence.isEmpty()     ? absence
                         : m_path.isEmpty() ? tr("No work is chosen.")
                                            : belowRoot(m_path));
    m_resume->setVisible(m_isPaused(m_path));
    m_pause->setVisible(!m_resume->isVisible());
    for (QAction *action : actions())
        action->setEnabled(action != m_title && absence.isEmpty() && !m_path.isEmpty());
}

} // namespace once
