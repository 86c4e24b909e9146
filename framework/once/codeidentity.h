// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/fingerprint.h>

namespace once {

// The combined build ids of the program and of the shared libraries that are not the system's. Safe, and coarse:
// every rebuild is another one. Read once, then free. A module without a build id counts by the content of its file.
const QString &buildIdentity();

// What stands in a key for the code of a function: "version 2, code 1f3a...", by the version that its user gave it and
// its fingerprint. Where there is no fingerprint, the version alone stands for it; without a version the fingerprint,
// or else buildIdentity().
QString codeIdentity(const QString &version, const void *function);
QString codeIdentity(const QString &version, const std::optional<CodeFingerprint> &fingerprint);

} // namespace once
