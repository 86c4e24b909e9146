// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/run.h>
#include <once/slot.h>

#include <QIcon>
#include <QPainter>

namespace once {

// The sign of a state: a disc with a tick, an octagon with a cross, an open ring, ... so that a state can
// be told without its colour. Painted into the square `where` in device-independent pixels.
// `ground` is what shows through the strokes within a filled shape.
void paintGlyph(QPainter &painter, const QRectF &where, Status status, const QColor &color,
                const QColor &ground);

// The same for what became of a slot: as on the timeline a triangle for one that ran and a hollow one for one that was
// missed, ...
void paintGlyph(QPainter &painter, const QRectF &where, SlotDecision decision, const QColor &color,
                const QColor &ground);

// The signs as icons, in their colours on the palette of the moment they are painted.
QIcon signIcon(Status status);
QIcon signIcon(SlotDecision decision);

// Icons of actions, drawn in the palette's text colour of the moment they are asked for.
enum class Symbol { Run, Pause, Follow, Filter, Open, Theme, Refresh };
QIcon symbolIcon(Symbol symbol);

} // namespace once
