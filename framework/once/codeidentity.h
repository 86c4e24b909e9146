// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace once {

// The code identity of works without a `.version`: the combined build ids of the program and of the
// shared libraries that are not the system's. Safe, and coarse: every rebuild is another one. Read once,
// then free. A module without a build id counts by the content of its file.
const QString &buildIdentity();

} // namespace once
