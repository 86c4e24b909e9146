// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/applink.h>

#include <QMenu>

namespace once {

// What the app itself offers, with what each command does; asks for the arguments of those that take some.
// While there is no app it says so instead. It is not used when the link has gone.
class CommandMenu : public QMenu
{
    Q_OBJECT

public:
    explicit CommandMenu(AppLink &link, QWidget *parent = nullptr);

Q_SIGNALS:
    void answered(const QString &done, const once::Answer &answer); // `done` says what the app has done

private:
    void fill();
    void addCommand(const CommandOffer &command);
    void begin(const CommandOffer &command);

    AppLink &m_link;
};

} // namespace once
