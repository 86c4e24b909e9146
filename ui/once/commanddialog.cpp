// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/commanddialog.h>

#include <once/banner.h>

#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr int fieldWidth = 280, sentenceWidth = 380;

// "Add" of "prices.add"
QString verbOf(const QString &command)
{
    QString verb = command.section(u'.', -1);
    verb[0] = verb[0].toUpper();
    return verb;
}

} // namespace

CommandDialog::CommandDialog(AppLink &link, const CommandOffer &command, QWidget *parent)
    : QDialog(parent), m_link(link), m_command(command), m_refusal(new Banner)
{
    setWindowTitle(command.name);
    auto *help = new QLabel(command.info.help);
    help->setWordWrap(true);
    help->setMinimumWidth(sentenceWidth);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    for (qsizetype argument = 0; argument < command.kinds.size(); ++argument)
        addField(form, argument);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({}); // beside words of the app's own
    m_button = buttons->addButton(verbOf(command.name), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &CommandDialog::send);
    connect(buttons, &QDialogButtonBox::rejected, this, &CommandDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(16);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    layout->addWidget(help);
    layout->addLayout(form);
    layout->addWidget(m_refusal);
    layout->addWidget(buttons);
    m_button->setDefault(true); // of a dialog that has its buttons by now
}

void CommandDialog::addField(QFormLayout *form, qsizetype argument)
{
    QWidget *field = nullptr;
    const ArgumentKind kind = m_command.kinds[argument];
    if (kind == ArgumentKind::Boolean) {
        auto *box = new QComboBox; // with the words of the command line
        box->addItems({u"false"_s, u"true"_s});
        m_fields.append([box] { return box->currentText(); });
        field = box;
    } else if (kind == ArgumentKind::Date) {
        auto *date = new QDateEdit(QDate::currentDate());
        date->setCalendarPopup(true);
        date->setDisplayFormat(u"yyyy-MM-dd"_s);
        m_fields.append([date] { return date->date().toString(Qt::ISODate); });
        field = date;
    } else {
        auto *line = new QLineEdit;
        line->setPlaceholderText(kind == ArgumentKind::Text ? QString() : toWords(kind));
        line->setMinimumWidth(fieldWidth);
        m_fields.append([line] { return line->text(); });
        field = line;
    }
    field->setObjectName(m_command.info.arguments[argument]);
    form->addRow(m_command.info.arguments[argument], field);
}

void CommandDialog::send()
{
    QStringList arguments;
    for (const auto &text : m_fields)
        arguments.append(text());
    m_button->setEnabled(false);
    m_link.ask(u"do"_s, {{"command", m_command.name}, {"arguments", arguments}}, this,
               [this](const Answer &answer) { take(answer); });
}

void CommandDialog::take(const Answer &answer)
{
    m_button->setEnabled(true);
    m_refusal->say(answer.isDone() ? QString()
                                   : answer.happened + u'\n' + answer.why + u'\n' + answer.attempt,
                   Banner::Tone::Warning);
    if (answer.isDone())
        accept();
}

} // namespace once
