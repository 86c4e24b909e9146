// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/loop/filewatch.h>

#include <QDir>
#include <QFileInfo>

namespace once::detail {

FileWatch::FileWatch(std::function<void(const Component &)> changed) : m_changed(std::move(changed))
{
    QObject::connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_watcher, [this](const QString &path) { tell(path); });
    QObject::connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_watcher,
                     [this](const QString &folder) { tellFolder(folder); });
}

void FileWatch::add(const QString &path, const Component &flow)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const auto [it, isNew] = m_flows.try_emplace(absolute);
    it->second.insert(&flow);
    if (isNew)
        watch(absolute);
}

// The folder tells of files that come, or take the place of another one.
void FileWatch::watch(const QString &path)
{
    const QFileInfo file(path);
    if (file.exists())
        m_watcher.addPath(path);
    if (file.dir().exists())
        m_watcher.addPath(file.path());
}

void FileWatch::tell(const QString &path)
{
    watch(path); // one that was replaced is watched no more
    if (const auto it = m_flows.find(path); it != m_flows.end())
        for (const Component *flow : it->second)
            m_changed(*flow);
}

void FileWatch::tellFolder(const QString &folder)
{
    for (const auto &[path, flows] : m_flows)
        if (QFileInfo(path).path() == folder)
            tell(path);
}

void FileWatch::forget(const Component &flow)
{
    for (auto &[path, flows] : m_flows)
        flows.erase(&flow);
}

} // namespace once::detail
