// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace once {

struct AddedFingerprints
{
    qsizetype functions = 0; // that have one
    qsizetype inDoubt = 0;   // that have none, because something cannot be followed
    qsizetype bytes = 0;     // that the file has grown by
};

// Puts the fingerprints of all functions into a program or shared library that has just been linked, where
// fingerprintOf() finds them. `dependencies` is what the linker's --dependency-file has written: from the objects and
// archives in it the code is read. Throws std::runtime_error with a sentence, and leaves the file as it is, when one of
// them cannot be read.
AddedFingerprints addFingerprints(const QString &binary, const QString &dependencies);

} // namespace once
