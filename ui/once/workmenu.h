// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/applink.h>

#include <QMenu>

namespace once {

// What can be asked of one work of an app that runs. It is not used when the link has gone.
class WorkMenu : public QMenu
{
    Q_OBJECT

public:
    // `work` is the path of the work it is about when it is opened; empty for none.
    WorkMenu(AppLink &link, std::function<QString()> work, std::function<bool(const QString &)> isPaused,
             QWidget *parent = nullptr);

Q_SIGNALS:
    void answered(const QString &done, const once::Answer &answer); // `done` says what the app has done

private:
    QAction *add(const QString &text, const QString &verb);
    void offer();

    AppLink &m_link;
    const std::function<QString()> m_work;
    const std::function<bool(const QString &)> m_isPaused;
    QString m_path;
    QAction *m_title, *m_pause, *m_resume;
};

} // namespace once
