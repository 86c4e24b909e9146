// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <support/forwardingstore.h>

// A store in memory whose disk is full for as long as a test wants.
class RefusingStore : public ForwardingStore
{
public:
    RefusingStore() : ForwardingStore(inMemory()) {}

    bool refuses = false;
    int refusals = 0, commits = 0;

    void commit() override
    {
        if (!refuses) {
            ++commits;
            return ForwardingStore::commit();
        }
        ++refusals;
        throw once::StoreError(once::StoreError::Kind::Full, "The history cannot be written.", "The disk is full.",
                               "Make room on it.");
    }
};
