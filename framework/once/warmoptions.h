// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/clock.h>

namespace once {

// How a Warm keeps its objects: Warm<Model, ModelId> models{loadModel, {.most = 2}};
template <typename T>
struct WarmOptions
{
    // How many are kept when nobody uses them: those used last. Before another one is made, room is made for
    // it. 0: each goes with its last user. Objects in use never wait for room: when there is none, one more
    // is made.
    int most = 1;

    // The same by size, as `sizeOf` gives it when an object has been made, and so without room made before.
    // 0: no limit.
    qint64 bytes = 0;
    std::function<qint64(const T &)> sizeOf{};

    // Asked before an object is used again; false, or an exception, and it is made anew. Many threads may ask
    // at once.
    std::function<bool(T &)> isHealthy{};

    // How long after it was made an object is used, and how long it is kept after its last use. 0: for ever.
    // Over its time, it goes by itself; with a clock that sleeping does not move, it goes with the next get()
    // that makes one.
    Microseconds timeToLive{0}, idleTime{0};

    // Called once for each object, before its destructor. An exception is a warning.
    std::function<void(T &)> tearDown{};

    // Make and tear down all objects in one thread that does nothing else, for what must go where it came
    // from, such as the contexts of a graphics card. Off, they are made by the thread that asks, and torn
    // down by the one that needs the room, ends the last use, or finds that they are over their time.
    bool inOwnThread = false;

    const Clock *clock = nullptr; // outlives the objects; null: that of the system
};

// What became of the calls of get() in this process, and what is there.
struct WarmInfo
{
    quint64 hits = 0, misses = 0;
    quint64 joins = 0; // calls that waited, or wait, for an initialiser that another one had started
    int most = 0; // as in the options
    int current = 0; // objects that the next call may get
    int peak = 0; // objects that were there at once
    qint64 bytes = 0; // of the current ones
    Microseconds spent{}; // in initialisers
    Microseconds saved{}; // that the hits did not spend there
};

} // namespace once
