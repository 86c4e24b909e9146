// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/applink.h>
#include <once/schedule.h>

#include <QMenu>

namespace once {

// What can be asked of one schedule of an app that runs. It is not used when the link has gone.
class ScheduleMenu : public QMenu
{
    Q_OBJECT

public:
    // `schedule` is the one that it is about when it is opened; null for none.
    ScheduleMenu(AppLink &link, std::function<const ScheduleRecord *()> schedule, QWidget *parent = nullptr);

Q_SIGNALS:
    void answered(const QString &done, const once::Answer &answer); // `done` says what the app has done

private:
    QAction *add(const QString &text, void (ScheduleMenu::*slot)());
    void offer();
    void ask(const QString &verb, const QString &done, Json more = Json::object());
    void pause();
    void resume();
    void trigger();
    void skip();
    void backfill();

    AppLink &m_link;
    const std::function<const ScheduleRecord *()> m_find;
    std::optional<ScheduleRecord> m_schedule; // as it was when the menu was opened
    QAction *m_title, *m_pause, *m_resume;
};

// The slots that an answer tells of, by their nominal times.
QStringList slotsIn(const Answer &answer);

} // namespace once
