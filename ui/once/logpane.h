// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace once {

class LogView;

// A log with its search line: Enter goes to the next match, Shift+Enter to the one before.
class LogPane : public QWidget
{
    Q_OBJECT

public:
    explicit LogPane(QWidget *parent = nullptr);

    void setLog(const QByteArray &utf8);
    LogView *view() const { return m_view; }

private:
    void search(const QString &text);
    void step(int step);
    void showCount();

    QLineEdit *m_search;
    QLabel *m_count;
    LogView *m_view;
};

} // namespace once
