// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/commandmenu.h>

#include <once/commanddialog.h>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr int helpWidth = 420;

} // namespace

CommandMenu::CommandMenu(AppLink &link, QWidget *parent) : QMenu(tr("&Commands"), parent), m_link(link)
{
    connect(&link, &AppLink::changed, this, &CommandMenu::fill);
    connect(this, &QMenu::aboutToShow, &link, &AppLink::refresh); // flows, and their commands, come and go
    setToolTipsVisible(true);
    fill();
}

void CommandMenu::fill()
{
    clear();
    for (const CommandOffer &command : m_link.commands())
        addCommand(command);
    if (!isEmpty())
        return;
    const QString why = m_link.absence();
    addAction(why.isEmpty() ? tr("%1 offers no commands of its own.").arg(m_link.app()) : why)
        ->setEnabled(false);
}

// With its help, or as much of that as fits.
void CommandMenu::addCommand(const CommandOffer &command)
{
    QString text = command.info.arguments.isEmpty() ? command.name : command.name + u'…';
    text += u" – "_s + fontMetrics().elidedText(command.info.help, Qt::ElideRight, helpWidth);
    QAction *action = addAction(text.replace(u'&', "&&"_L1));
    action->setToolTip(command.info.help);
    connect(action, &QAction::triggered, this, [this, command] { begin(command); });
}

void CommandMenu::begin(const CommandOffer &command)
{
    const QString done = tr("%1 has done %2.").arg(m_link.app(), command.name);
    if (command.info.arguments.isEmpty())
        return m_link.ask(u"do"_s, {{"command", command.name}}, this,
                          [this, done](const Answer &answer) { Q_EMIT answered(done, answer); });
    auto *dialog = new CommandDialog(m_link, command, parentWidget());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, done] { Q_EMIT answered(done, {}); });
    dialog->open();
}

} // namespace once
