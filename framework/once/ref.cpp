// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/ref.h>

#include <once/detail/kept/forking.h>

#include <QDir>

#include <map>

namespace once::detail {

namespace {

std::mutex registryMutex;
std::map<QString, std::weak_ptr<Recall>> registry; // by folder

} // namespace

void publish(const std::shared_ptr<Recall> &recall)
{
    const Unforked unforked;
    const std::lock_guard guard(registryMutex);
    if (!recall->folder().isEmpty())
        registry[recall->folder()] = recall;
}

std::shared_ptr<Recall> recallAt(const QString &folder)
{
    const QString path = QDir(folder).absolutePath();
    {
        const Unforked unforked;
        const std::lock_guard guard(registryMutex);
        if (const auto it = registry.find(path); it != registry.end())
            if (auto recall = it->second.lock())
                return recall;
    }
    auto recall = std::make_shared<Recall>(path, false, MemoryOptions{});
    publish(recall);
    return recall;
}

Json refToJson(const Recall &recall, const CallKey &key)
{
    if (recall.folder().isEmpty())
        throw std::logic_error("once: a Ref of a Memory without a folder cannot be written down; give the Memory a folder");
    return {{"folder", recall.folder()}, {"call", key.toHex()}};
}

void throwGone(const CallKey &key, const QString &folder)
{
    throw RefError(QStringLiteral("The result of the call %1 is not in %2 any more: it was forgotten, or has made room. Call the function again.")
                       .arg(key.toShortHex(), folder.isEmpty() ? QStringLiteral("memory") : folder).toStdString());
}

} // namespace once::detail
