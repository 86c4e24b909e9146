// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/dependency.h>

#include <once/detail/files/content.h>

namespace once {

Dependency fileDependency(const QString &path)
{
    return {path, [path] {
                Encoder encoder;
                if (const auto content = detail::contentOfFile(path))
                    encoder.digest(content->digest);
                else
                    encoder.null();
                return encoder.view().toByteArray();
            }};
}

} // namespace once
