// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

namespace once {

// How a window steers the app whose history it shows. Implemented by what runs the app; called in the
// GUI's thread, returns at once, and takes effect between two ticks.
class Control
{
public:
    virtual ~Control() = default;

    virtual bool isAttached() const = 0; // whether there is an app to steer
    virtual bool isPaused() const = 0;
    virtual void resume() = 0;
    virtual void pause() = 0;
};

} // namespace once
