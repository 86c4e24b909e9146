// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/dependency.h>

#include <once/detail/files/content.h>

#include <algorithm>

namespace once {

namespace {

bool isAmong(const std::vector<Dependency> &dependencies, const Global &global)
{
    return std::ranges::any_of(dependencies, [&global](const Dependency &dependency) {
        const auto address = reinterpret_cast<quintptr>(dependency.variable);
        return address && address - global.address < quintptr(global.size);
    });
}

bool isNamed(const QStringList &names, const Global &global)
{
    return std::ranges::any_of(names, [&global](const QString &name) {
        const bool isNamespace = name.endsWith(QLatin1String("::"));
        return isNamespace ? global.name.startsWith(name) : global.name == name || global.name.endsWith(QLatin1String("::") + name);
    });
}

} // namespace

QStringList undeclared(const QList<Global> &globals, const std::vector<Dependency> &dependsOn, const QStringList &ignores)
{
    QStringList names;
    for (const Global &global : globals)
        if (!isAmong(dependsOn, global) && !isNamed(ignores, global))
            names.append(global.name);
    names.removeDuplicates();
    return names;
}

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
