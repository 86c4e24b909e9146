// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDate>
#include <QString>

// What the command line can change.
struct Settings
{
    QDate from{2012, 1, 1}; // the days of a replay, both included
    QDate to{2015, 12, 31};
    double speed = 0; // days a second; 0: as fast as it can
    QString data = QStringLiteral(":/seattle-weather.csv");
    bool stay = false; // after the last day, until it is stopped

    bool live = false; // each morning's weather instead of a replay
    QString folder = QStringLiteral("."); // where the files of the live weather arrive
};
