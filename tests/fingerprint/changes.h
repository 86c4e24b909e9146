// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include "project.h"

#include <QList>

struct Replacement
{
    QString file, from, to;
};

// A change of the project, and whether the fingerprint of work() has to show it.
struct Change
{
    QString name;
    QList<Replacement> replacements{};
    Variant variant{}; // flags and the like; its sources are filled in
    bool isOnlyForArchives = false; // a shared library counts as a whole
    QString linker{}; // that must be there
    bool makesConstant = false; // g++ -O0 puts those of a unit into one section, which counts as a whole
};

const QList<Change> &changesThatShow();
const QList<Change> &changesThatDoNot();

// Throws std::logic_error when one of the replaced texts is not in its file, or is there twice.
Variant applied(const Change &change);
