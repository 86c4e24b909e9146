// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/digest.h>
#include <once/json.h>

#include <QList>
#include <QString>

#include <optional>

namespace once {

// A variable of the user's code that is not a constant: a global, or one that a function keeps.
struct Global
{
    quintptr address = 0; // in this process; 0 when it is not known, as for thread-local ones
    qint64 size = 0;      // in bytes
    QString name;         // "rate", "lookUp(int)::seen"
    // Its value is made when the program starts, or when its function is first called. Constants of such values look
    // the same.
    bool mayBeConstant = false;
};

// What a function is compiled to, together with all that it calls and the constants that these use. Equal for code
// that does the same in the same way, wherever it lies and whatever its parts are called.
struct CodeFingerprint
{
    Digest digest;
    QList<Global> globals; // that it reaches; their values are not in the digest
};

// None for a function of a program or shared library that was built without once_fingerprint() in CMake, and where
// something that it reaches cannot be followed; then buildIdentity() stands in. Costs up to a millisecond: keep what
// it returns. Any thread.
std::optional<CodeFingerprint> fingerprintOf(const void *function);

template <typename R, typename... Arguments>
std::optional<CodeFingerprint> fingerprintOf(R (*function)(Arguments...))
{
    return fingerprintOf(reinterpret_cast<const void *>(function));
}

// What of a function's code is compared by codeDifference(): for each part by name, what it is compiled to and what it
// leads to. Null where there is no fingerprint. Larger than the fingerprint, and slower to make.
Json codeMap(const void *function);

// In which part two maps of one function differ, and by which way it is reached, for people: "body differs:
// process(int) -> normalise(double) -> leaf(double)"; or what has appeared or disappeared. Empty when nothing differs.
QString codeDifference(const Json &then, const Json &now);

} // namespace once
