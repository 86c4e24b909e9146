// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace bench {

// The one folder in which all temporary folders of this process are, and of those that it starts. Goes with it; what
// benches that were killed have left is removed.
class Scratch
{
public:
    Scratch();
    ~Scratch();
    Scratch(const Scratch &) = delete;
    Scratch &operator=(const Scratch &) = delete;

private:
    QString m_folder;
};

} // namespace bench
