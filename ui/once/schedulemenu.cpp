// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/schedulemenu.h>

#include <once/backfilldialog.h>

#include <QInputDialog>

namespace once {

using namespace Qt::StringLiterals;

QStringList slotsIn(const Answer &answer)
{
    const auto slots = answer.told.is_object() ? answer.told.find("slots") : answer.told.end();
    QStringList nominals;
    if (answer.told.is_object() && slots != answer.told.end() && slots->is_array()) {
        for (const Json &nominal : *slots)
            nominals.append(nominal.is_string() ? nominal.get<QString>() : QString());
    }
    return nominals;
}

ScheduleMenu::ScheduleMenu(AppLink &link, std::function<const ScheduleRecord *()> schedule, QWidget *parent)
    : QMenu(tr("&Schedule"), parent), m_link(link), m_find(std::move(schedule)), m_title(addAction(QString()))
{
    m_title->setEnabled(false);
    addSeparator();
    add(tr("&Trigger now"), &ScheduleMenu::trigger);
    add(tr("&Skip next"), &ScheduleMenu::skip);
    add(tr("&Backfill…"), &ScheduleMenu::backfill);
    addSeparator();
    m_pause = add(tr("&Pause…"), &ScheduleMenu::pause);
    m_resume = add(tr("&Resume"), &ScheduleMenu::resume);
    connect(this, &QMenu::aboutToShow, this, &ScheduleMenu::offer);
}

QAction *ScheduleMenu::add(const QString &text, void (ScheduleMenu::*slot)())
{
    QAction *action = addAction(text);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void ScheduleMenu::offer()
{
    const ScheduleRecord *schedule = m_find();
    m_schedule = schedule ? std::optional(*schedule) : std::nullopt;
    const QString absence = m_link.absence();
    m_title->setText(!absence.isEmpty() ? absence : m_schedule ? m_schedule->name : tr("No schedule is chosen."));
    m_resume->setVisible(m_schedule && m_schedule->paused != Instant());
    m_pause->setVisible(!m_resume->isVisible());
    for (QAction *action : actions())
        action->setEnabled(action != m_title && absence.isEmpty() && m_schedule);
}

// In `done`, %1 is the schedule and %2 the slots that the app tells of.
void ScheduleMenu::ask(const QString &verb, const QString &done, Json more)
{
    more["schedule"] = m_schedule->name;
    m_link.ask(verb, std::move(more), this, [this, done, name = m_schedule->name](const Answer &answer) {
        const QStringList slots = slotsIn(answer);
        Q_EMIT answered(slots.isEmpty() ? done.arg(name).remove(": %2"_L1) : done.arg(name, slots.join(u", "_s)), answer);
    });
}

void ScheduleMenu::trigger() { ask(u"trigger"_s, tr("%1 was triggered: %2")); }

void ScheduleMenu::skip() { ask(u"skip"_s, tr("%1 skips %2")); }

void ScheduleMenu::resume() { ask(u"resume"_s, tr("%1 goes on.")); }

void ScheduleMenu::pause()
{
    auto *dialog = new QInputDialog(parentWidget());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Pause %1").arg(m_schedule->name));
    dialog->setLabelText(tr("Why, for those who find it paused:"));
    dialog->setOkButtonText(tr("Pause"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &note) {
        ask(u"pause"_s, tr("%1 is paused: none of its slots runs until it is resumed."), {{"note", note}});
    });
    dialog->open();
}

void ScheduleMenu::backfill()
{
    auto *dialog = new BackfillDialog(m_link, *m_schedule, parentWidget());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &BackfillDialog::answered, this, &ScheduleMenu::answered);
    dialog->open();
}

} // namespace once
