// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/ref.h>

#include <once/detail/kept/forking.h>

#include <QDir>

#include <map>

namespace once::detail {

namespace {

// By folder. Made when it is first asked for, as a Memory may be a global of a program that has this code in it; and never
// destroyed, as it may be asked until the process has ended.
struct Registry
{
    std::mutex mutex;
    std::map<QString, std::weak_ptr<Recall>> published;
    std::map<QString, std::shared_ptr<Recall>> lookers; // whose last uses are not written down at the end
};

Registry &registry()
{
    static auto *all = new Registry;
    return *all;
}

} // namespace

void publish(const std::shared_ptr<Recall> &recall)
{
    const Unforked unforked;
    const std::lock_guard guard(registry().mutex);
    if (!recall->folder().isEmpty())
        registry().published[recall->folder()] = recall;
}

std::shared_ptr<Recall> recallAt(const QString &folder)
{
    const QString path = QDir(folder).absolutePath();
    {
        const Unforked unforked;
        const std::lock_guard guard(registry().mutex);
        const auto &published = registry().published;
        const auto &lookers = registry().lookers;
        if (const auto it = published.find(path); it != published.end())
            if (auto recall = it->second.lock())
                return recall;
        if (const auto it = lookers.find(path); it != lookers.end())
            return it->second;
    }
    const auto looker = std::make_shared<Recall>(path, false, MemoryOptions{}); // ends after the locks, if it was not the first
    const Unforked unforked;
    const std::lock_guard guard(registry().mutex);
    return registry().lookers.emplace(path, looker).first->second;
}

Json refToJson(const QString &folder, const CallKey &key, bool mayChange)
{
    if (folder.isEmpty())
        throw std::logic_error("once: a Ref of a Memory without a folder cannot be written down; give the Memory a folder");
    if (key.isNone())
        throw std::logic_error("once: a Ref of a result that is not kept cannot be written down; pass on the result itself");
    Json json{{"folder", folder}, {"call", key.toHex()}};
    if (mayChange)
        json["mayChange"] = true;
    return json;
}

void throwGone(const CallKey &key, const QString &folder)
{
    throw RefError(QStringLiteral("The result of the call %1 is not in %2 any more: it was forgotten, or has made room. Call the function again.")
                       .arg(key.toShortHex(), folder.isEmpty() ? QStringLiteral("memory") : folder).toStdString());
}

} // namespace once::detail
