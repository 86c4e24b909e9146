// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/backfilldialog.h>

#include <once/banner.h>
#include <once/schedulemenu.h>
#include <once/schedulesmodel.h>
#include <once/timetext.h>

#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QListWidget>
#include <QPushButton>
#include <QTimer>

namespace once {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int usualDays = 7, listHeight = 180, leastWidth = 380;

} // namespace

BackfillDialog::BackfillDialog(AppLink &link, const ScheduleRecord &schedule, QWidget *parent)
    : QDialog(parent), m_link(link), m_schedule(schedule), m_zone(zoneOf(schedule)), m_count(new QLabel),
      m_list(new QListWidget), m_refusal(new Banner), m_typing(new QTimer(this))
{
    setWindowTitle(tr("Backfill %1").arg(schedule.name));
    const QDateTime now = QDateTime::currentDateTimeUtc().toTimeZone(m_zone);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    m_from = addTime(form, tr("From"), QDateTime(now.date().addDays(-usualDays), QTime(0, 0)));
    m_to = addTime(form, tr("To"), QDateTime(now.date(), now.time()));
    form->addRow(tr("Zone"), new QLabel(QString::fromLatin1(m_zone.id())));
    m_list->setAccessibleName(tr("Slots"));
    m_list->setFixedHeight(listHeight);
    m_list->setMinimumWidth(leastWidth);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    m_button = buttons->addButton(tr("Run them"), QDialogButtonBox::AcceptRole);
    m_button->setEnabled(false);
    connect(buttons, &QDialogButtonBox::accepted, this, &BackfillDialog::send);
    connect(buttons, &QDialogButtonBox::rejected, this, &BackfillDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->setSizeConstraint(QLayout::SetFixedSize);
    layout->addLayout(form);
    layout->addWidget(m_count);
    layout->addWidget(m_list);
    layout->addWidget(m_refusal);
    layout->addWidget(buttons);
    m_button->setDefault(true);
    m_typing->setSingleShot(true);
    m_typing->setInterval(200ms);
    connect(m_typing, &QTimer::timeout, this, &BackfillDialog::look);
    look();
}

QDateTimeEdit *BackfillDialog::addTime(QFormLayout *form, const QString &name, const QDateTime &time)
{
    auto *field = new QDateTimeEdit(time);
    field->setCalendarPopup(true);
    field->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
    field->setObjectName(name);
    field->setAccessibleName(name);
    connect(field, &QDateTimeEdit::dateTimeChanged, this, [this] {
        m_button->setEnabled(false); // what is listed is not what is asked for
        m_typing->start();
    });
    form->addRow(name, field);
    return field;
}

Json BackfillDialog::request(bool isDryRun) const
{
    const auto us = [this](const QDateTimeEdit *field) {
        return toMicroseconds(fromDateTime(QDateTime(field->date(), field->time(), m_zone)));
    };
    return {{"schedule", m_schedule.name}, {"from", us(m_from)}, {"to", us(m_to)}, {"isDryRun", isDryRun}};
}

void BackfillDialog::look()
{
    m_count->setText(tr("Looking …"));
    m_link.ask(u"backfill"_s, request(true), this, [this, look = ++m_looks](const Answer &answer) {
        if (look == m_looks && !m_typing->isActive())
            showSlots(answer);
    });
}

void BackfillDialog::showSlots(const Answer &answer)
{
    const QStringList slots = slotsIn(answer);
    m_list->clear();
    m_list->addItems(slots);
    m_count->setText(!answer.isDone() ? QString()
                         : slots.isEmpty()
                         ? tr("No slot: those of this time have run, or there are none.")
                         : tr("%1 that would run:").arg(counted(slots.size(), tr("slot"), tr("slots"))));
    m_button->setText(slots.isEmpty() ? tr("Run them") : tr("Run %1").arg(counted(slots.size(), tr("slot"), tr("slots"))));
    m_button->setEnabled(!slots.isEmpty());
    m_refusal->say(answer.isDone() ? QString() : answer.happened + u'\n' + answer.why, Banner::Tone::Warning);
}

void BackfillDialog::send()
{
    m_button->setEnabled(false);
    m_link.ask(u"backfill"_s, request(false), this, [this](const Answer &answer) {
        if (!answer.isDone())
            return showSlots(answer);
        Q_EMIT answered(tr("%1 of %2 to run.")
                            .arg(counted(slotsIn(answer).size(), tr("slot"), tr("slots")), m_schedule.name),
                        answer);
        accept();
    });
}

} // namespace once
