// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/fingerprint.h>
#include <once/hash.h>
#include <once/workoptions.h>

namespace once {

// A global or other variable that a work's run() reads: .dependsOn = {dependency("rate", &rate)}. It outlives
// the work, and is read in the loop's thread whenever the work is called.
template <typename T>
Dependency dependency(const QString &name, const T *variable)
{
    return {name, [variable] {
                Encoder encoder;
                hashAppend(encoder, *variable);
                return encoder.view().toByteArray();
            }, variable};
}

// The content of a file that run() reads. Its digest is kept for as long as size, time of change and inode stay, and
// taken anew at each look while the last change lies less than three seconds behind. A file that is not there is a
// content of its own.
Dependency fileDependency(const QString &path);

// Of the variables that some code reaches, the names of those that are neither among its dependencies nor, by name, among
// those that it ignores: {"seen"} is any of that name, {"lookUp(int)::seen"} that one, {"Eigen::"} all of a namespace.
QStringList undeclared(const QList<Global> &globals, const std::vector<Dependency> &dependsOn, const QStringList &ignores);

} // namespace once
