// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// Nothing but the headers that programs share: see OnceTargets.cmake.
