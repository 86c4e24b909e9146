// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

class QLabel;

namespace once {

// A line across the window that says what the app or the file has come to. Hidden while there is nothing
// to say. Read out by screen readers when it changes.
class Banner : public QFrame
{
    Q_OBJECT

public:
    enum class Tone { Quiet, Warning };

    explicit Banner(QWidget *parent = nullptr);

    void say(const QString &text, Tone tone = Tone::Quiet); // nothing to say hides it
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLabel *m_label;
    Tone m_tone = Tone::Quiet;
};

} // namespace once
