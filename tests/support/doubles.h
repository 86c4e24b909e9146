// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/state.h>
#include <once/work.h>

#include <support/gate.h>
#include <support/recorder.h>

// Doubles a number into its state, and waits at a gate if it has one.
class Doubles : public once::Work
{
public:
    once::State<int> value{this, "value"};
    Gate *gate = nullptr;

    void run(int number)
    {
        executed.add(QStringLiteral("%1 %2").arg(path()).arg(number));
        if (gate)
            gate->pass();
        value = 2 * number;
    }
};
