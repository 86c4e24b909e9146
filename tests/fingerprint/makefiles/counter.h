// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

// Adds up what it is told, in a slot that only its meta object leads to.
class Counter : public QObject
{
    Q_OBJECT

public:
    int sum() const { return m_sum; }

private Q_SLOTS:
    void add(int value);

private:
    int m_sum = 0;
};
