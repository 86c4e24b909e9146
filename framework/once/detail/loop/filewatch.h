// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFileSystemWatcher>

#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace once {
class Component;
}

namespace once::detail {

// Which flows look at which files, and tells when one has changed, come or gone: so that nobody has to look again and
// again. What cannot be watched, such as a file on some network, is found out at the loop's next heartbeat. Lives in
// the loop's thread.
class FileWatch
{
public:
    explicit FileWatch(std::function<void(const Component &)> changed);

    void add(const QString &path, const Component &flow); // cheap when it is watched already
    void forget(const Component &flow);

private:
    void watch(const QString &path);
    void tell(const QString &path);
    void tellFolder(const QString &folder);

    std::function<void(const Component &)> m_changed;
    std::unordered_map<QString, std::unordered_set<const Component *>> m_flows; // by absolute path
    QFileSystemWatcher m_watcher;
};

} // namespace once::detail
