// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QMainWindow>

namespace once {

class CacheView;

// The window onto a call store alone, which no app has to itself.
class CacheWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit CacheWindow(const QString &folder);

    CacheView *view() const { return m_view; }

private:
    CacheView *m_view;
};

} // namespace once
