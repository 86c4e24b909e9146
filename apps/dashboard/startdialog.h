// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

class QListWidget;

// What the dashboard shows when it is started without a file: the files that were open lately, and a way
// to open another. Accepted with a path, or rejected.
class StartDialog : public QDialog
{
    Q_OBJECT

public:
    explicit StartDialog(QWidget *parent = nullptr);

    QString path() const { return m_path; }

    static void remember(const QString &path); // as the newest of the recent files

private:
    void openOther();
    void openCurrent();
    void forgetCurrent();

    QListWidget *m_recent;
    QString m_path;
};
