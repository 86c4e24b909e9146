// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/eventloop.h>

#include <QTemporaryDir>

namespace bench {

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

    once::Root<T> root;
    once::EventLoop loop;
};

// A work that has nothing to do.
template <typename... Props>
class Ignores : public once::Work
{
public:
    void run(Props...) { }
};

} // namespace bench
