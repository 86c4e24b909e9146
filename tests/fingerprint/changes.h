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
    QString coarseWith{}; // what the name of configurations begins with whose objects change by it nevertheless
};

const QList<Change> &changesThatShow();
const QList<Change> &changesThatDoNot();

// Throws std::logic_error when one of the replaced texts is not in its file, or is there twice.
Variant applied(const Change &change);
