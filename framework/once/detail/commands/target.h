// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace once::detail {

// The app that a command is about.
struct Target
{
    QString name;
    QString history; // the file
    QString command; // what to type before a command's word: "once", "./dailyweather"
    QString arguments; // and behind it, so that it is about the same app: " --data-dir x"
    QString start; // what to try when it does not run

    QString toType(const QString &words) const { return command + u' ' + words + arguments; }
};

} // namespace once::detail
