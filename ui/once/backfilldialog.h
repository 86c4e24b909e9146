// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/applink.h>
#include <once/schedule.h>

#include <QDialog>

class QDateTimeEdit;
class QFormLayout;
class QLabel;
class QListWidget;
class QPushButton;
class QTimer;

namespace once {

class Banner;

// Asks from when to when a schedule is to have its slots once more, and shows which these are before anything is
// done. Times are in the schedule's zone. It is not used when the link has gone.
class BackfillDialog : public QDialog
{
    Q_OBJECT

public:
    BackfillDialog(AppLink &link, const ScheduleRecord &schedule, QWidget *parent = nullptr);

Q_SIGNALS:
    void answered(const QString &done, const once::Answer &answer); // `done` says what the app has done

private:
    QDateTimeEdit *addTime(QFormLayout *form, const QString &name, const QDateTime &time);
    Json request(bool isDryRun) const;
    void look();
    void showSlots(const Answer &answer);
    void send();

    AppLink &m_link;
    const ScheduleRecord m_schedule;
    const QTimeZone m_zone;
    QDateTimeEdit *m_from, *m_to;
    QLabel *m_count;
    QListWidget *m_list;
    Banner *m_refusal;
    QPushButton *m_button;
    QTimer *m_typing;
    int m_looks = 0; // an answer that another question has overtaken is not shown
};

} // namespace once
