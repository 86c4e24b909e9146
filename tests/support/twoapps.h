// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callstore.h>

#include <support/driven.h>
#include <support/gate.h>

#include <QTemporaryDir>
#include <QTest>

// Apps that share the calls of one work over a call store, each as if it were a process of its own.

inline Gate gate; // of all their runs

class SharedAdds : public once::Work
{
public:
    once::State<int> sum{this, "sum"};

    int run(int a, int b)
    {
        executed.add(QStringLiteral("%1+%2").arg(a).arg(b));
        gate.pass();
        throwIfStopped();
        if (a < 0)
            throw std::runtime_error("below 0");
        sum = a + b;
        return 10 * sum;
    }
};

class SharingFlow : public once::Flow
{
public:
    explicit SharingFlow(const once::WorkOptions &options) : adds{this, "adds", options} { }

    once::Child<SharedAdds> adds;
    int a = 1;

    void run() { adds.run(a, 2); }
};

inline once::WorkOptions shared(once::WorkOptions options = {})
{
    options.version = QStringLiteral("1");
    options.share = QStringLiteral("adds");
    options.onFailure = once::OnFailure::Continue;
    return options;
}

struct SharingPlaces
{
    SharingPlaces(const QString &folder, const QString &name)
        : history(once::Store::inMemory()),
          calls(folder.isEmpty() ? nullptr : once::CallStore::open(folder, name))
    {
    }

    std::unique_ptr<once::Store> history;
    std::unique_ptr<once::CallStore> calls;
};

struct SharingApp : SharingPlaces, Driven<SharingFlow>
{
    SharingApp(const QString &folder, const QString &name, once::ExecutorKind executor,
               const once::WorkOptions &options = shared())
        : SharingPlaces(folder, name), Driven({.store = history.get(),
                                               .calls = calls.get(),
                                               .heartbeat = std::chrono::milliseconds(0),
                                               .executor = executor},
                                              options)
    {
    }

    once::Run newest() { return *history->run(history->lastRunId()); }
};
