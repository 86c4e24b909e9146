// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/history.h>

#include <QSet>

namespace once {

// One line of the timeline: a work; a flow that is folded, with all that is below it; or the title of one
// that is not.
struct LaneTitle
{
    QString path, name; // below the root; of the root "" and its type
    int level = 0; // how far it is indented
    bool canFold = false; // it has components below it
    bool isFolded = false;
    QList<qint32> works; // whose runs it shows, HistoryWork::id; none for a title

    bool isTitle() const { return works.isEmpty(); }
};

// The lanes in the order of the component tree. `folded` holds paths below the root; the root has a line only
// when it is folded, or a work itself.
QList<LaneTitle> laneTitles(const QList<HistoryWork> &components, const QSet<QString> &folded);

} // namespace once
