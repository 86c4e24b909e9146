// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/run.h>

#include <QColor>
#include <QPalette>

class QApplication;

namespace once {

enum class Theme { System, Light, Dark };

// Sets the Fusion style and our palette; System goes by the palette that the platform gave at the start.
// GUI thread. Nothing keeps colours: every widget asks its palette anew.
void applyTheme(Theme theme);
Theme appliedTheme();
// What the user has chosen, over restarts; System when nothing was.
Theme rememberedTheme();
void rememberTheme(Theme theme);
std::optional<Theme> themeFromWord(QStringView word); // "system", "light", "dark"
QString toWord(Theme theme);

QPalette paletteOf(Theme theme); // of Light or Dark
bool isDark(const QPalette &palette);

// A colour for a state, readable on the palette's base (contrast at least 4.5) and apart from the other
// states for the colour-blind. Status::NotStarted stands for skipped calls. Shapes and words always go
// with it; timedOut shares the colour of failed, and lost that of cancelled.
QColor stateColor(Status status, const QPalette &palette);

// The state as a word for people: "Succeeded", "Timed out"; NotStarted is "Skipped".
QString stateWord(Status status);

// Behind a value that went, and one that came.
QColor removedColor(const QPalette &palette);
QColor addedColor(const QPalette &palette);

// `share` of the first colour and the rest of the second.
QColor mixed(const QColor &a, const QColor &b, double share);
// For text on a ground: nearly black or white, whichever is better to read.
QColor readableOn(const QColor &ground);

// 0.2126 R + 0.7152 G + 0.0722 B in linear light, 0 to 1; and the WCAG ratio of two colours, 1 to 21.
double luminance(const QColor &color);
double contrast(const QColor &a, const QColor &b);

} // namespace once
