// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/applink.h>

#include <QDialog>

class QFormLayout;
class QPushButton;

namespace once {

class Banner;

// Asks for the arguments of a command, a field for each, and has the app do it. What the app refuses is said
// in the dialog, which stays; it is accepted when the app has done it. It is not used when the link has gone.
class CommandDialog : public QDialog
{
    Q_OBJECT

public:
    CommandDialog(AppLink &link, const CommandOffer &command, QWidget *parent = nullptr);

private:
    void addField(QFormLayout *form, qsizetype argument);
    void send();
    void take(const Answer &answer);

    AppLink &m_link;
    const CommandOffer m_command;
    QList<std::function<QString()>> m_fields; // what stands in each, as it would be typed on a command line
    Banner *m_refusal;
    QPushButton *m_button = nullptr;
};

} // namespace once
