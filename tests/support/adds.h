// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/child.h>

#include <support/recorder.h>

// The work that many tests call. Its result is ten times its state, so that the two are told apart.
class Adds : public once::Work
{
public:
    once::State<int> sum{this, "sum"};

    int run(int a, int b)
    {
        executed.add(QStringLiteral("add %1 %2").arg(a).arg(b));
        if (a < 0)
            throw std::runtime_error("a is below 0");
        sum = a + b;
        qInfo("the sum is %d", a + b);
        return 10 * (a + b);
    }
};
