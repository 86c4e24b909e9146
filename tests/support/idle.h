// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/child.h>

// A flow for an app that has nothing to do.
class Idle : public once::Flow
{
public:
    void run() { }
};
