// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/json.h>

#include <QWidget>

#include <functional>

namespace once {

// A view of an app's own onto one of its components, beside the runs in the window: a curve, a picture, a table.
// It sees values alone, as they stand in the history: so it shows a finished history as well as a living app,
// and never touches the tree. Lives in the GUI's thread.
class Panel : public QWidget
{
public:
    using QWidget::QWidget;

    // The component's states by name: of a flow as they are, of a work those of the call that it shows. Called when
    // they have changed, ten times a second at most; null before there are any. A File among them can be read here.
    virtual void showStates(const Json &states) = 0;
};

// Which panels a window has.
struct PanelInfo
{
    QString component; // its path: "root.score"; "root" is the flow at the top
    QString title;     // of the tab
    std::function<Panel *()> make; // the window takes what it gives
};
using Panels = QList<PanelInfo>;

// A state that is a list of objects, such as [{"symbol": "A", "price": 1.5}], as a table: a row for each, and a column
// for each key that one of them has. A list of anything else is one column.
Panel *tablePanel(const QString &state);

// A state that holds a picture, as a File or as bytes, encoded as PNG or anything else that Qt reads: as large as there
// is room.
Panel *picturePanel(const QString &state);

} // namespace once
