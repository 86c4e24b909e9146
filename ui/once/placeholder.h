// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStackedWidget>

class QLabel;
class QPushButton;

namespace once {

// A view, or, while it has nothing to show, a sentence that says why and perhaps a button that helps.
// Owns the view.
class Placeholder : public QStackedWidget
{
    Q_OBJECT

public:
    explicit Placeholder(QWidget *content, QWidget *parent = nullptr);

    void showContent();
    void showText(const QString &text, const QString &button = {});
    QString text() const; // empty while the content is shown

Q_SIGNALS:
    void clicked(); // the button

private:
    QLabel *m_label;
    QPushButton *m_button;
};

} // namespace once
