// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

// A change of a source by one word, or by one line that means nothing.
struct Mutation
{
    qsizetype at = 0, length = 0; // what it replaces
    QString by;
    bool isIdle = false; // it cannot change what the program does

    QString in(const QString &source) const { return QString(source).replace(at, length, by); }
};

// All of one source, in an order of chance that is the same each time.
QList<Mutation> mutationsOf(const QString &source);
