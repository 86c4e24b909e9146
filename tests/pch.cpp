// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// Nothing but the headers that the tests share, compiled once: see tests/CMakeLists.txt.
