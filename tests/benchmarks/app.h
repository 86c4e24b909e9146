// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include "finishedrun.h"

#include <once/eventloop.h>

#include <QTemporaryDir>

namespace bench {

// The runs that an app's work "root.work" has made before its start.
struct Past
{
    once::RunId runs = 0;
};

// An app as its users have it: a tree of type T in its loop, with a history on disk that is thrown away.
template <typename T>
class App
{
    QTemporaryDir m_folder;
    std::unique_ptr<once::Store> m_store = once::Store::open(m_folder.path());

public:
    template <typename... Arguments>
    explicit App(const Arguments &...arguments) : root(arguments...), loop(root, {.store = m_store.get()})
    {
    }
    template <typename... Arguments>
    explicit App(Past past, const Arguments &...arguments)
        : m_store(openAged(m_folder.path(), past.runs)), root(arguments...), loop(root, {.store = m_store.get()})
    {
    }

    once::Root<T> root;
    once::EventLoop loop;
};

// So many works of a flow, none of which needs a thread.
template <typename T>
std::vector<std::unique_ptr<once::Child<T>>> makeWorks(once::Flow *flow, int count)
{
    std::vector<std::unique_ptr<once::Child<T>>> works;
    for (int i = 0; i < count; ++i)
        works.push_back(std::make_unique<once::Child<T>>(
            flow, QStringLiteral("work%1").arg(i),
            once::WorkOptions{
                .parallel = true, .version = QStringLiteral("1"), .executor = once::ExecutorKind::InPlace}));
    return works;
}

// A work that has nothing to do.
template <typename... Props>
class Ignores : public once::Work
{
public:
    void run(Props...) { }
};

} // namespace bench
