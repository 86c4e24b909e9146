// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/files/content.h>
#include <once/value.h>

#include <QString>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <utility>

class QTemporaryDir;

namespace once::detail {

// The files that an app's values refer to, by content: blobs/DIGEST/NAME in its data folder, read-only, where NAME is
// a file or a folder. Each content lies there once: under a second name, and inside of folders, it is linked.
// Any thread. All throw FileError.
class FileStore
{
public:
    explicit FileStore(const QString &folder); // of the app's data; empty: a temporary one, made when it is needed
    ~FileStore();

    void sweep(); // what a process that was killed has left; while no other has the folder

    // Takes what lies at `path` into the store, and says what it is.
    Content keepFile(const QString &path, const QString &name) { return keep(path, name, false); }
    Content keepFolder(const QString &path, const QString &name) { return keep(path, name, true); }

    // Where it lies, whether it does or not.
    QString pathOf(const Digest &digest, const QString &name) const;

    bool hasFile(const Digest &digest, const QString &name, qint64 size) const; // by its size alone
    bool hasFolder(const Digest &digest, const QString &name) const;

    // Of the drive with this id; see Drive.
    QString driveFolder(const QString &id) const;
    // Makes an entry of a drive that is the content of `path`, in place of what has that name. First comes `check`, which
    // may throw; no other put is between.
    void putIntoDrive(const QString &path, const QString &entry, const std::function<void()> &check);
    // How often this process has put something into one.
    quint64 puts() const;
    // Until that has changed; false when it is time, or to stop.
    bool waitForPut(quint64 seen, std::chrono::steady_clock::time_point due, const std::stop_token &stop);

private:
    Content keep(const QString &path, const QString &name, bool isFolder);
    QString folder() const;
    QString aside(); // a path for what is not whole yet
    QString sameContent(const Digest &digest) const; // under any name; empty when there is none
    QString takeFile(const QString &path, Content &content);
    QString takeFolder(const QString &path, Content &content);

    QString m_folder;
    mutable std::unique_ptr<QTemporaryDir> m_temporary;
    std::mutex m_placing; // one thing after the other is put into its place
    mutable std::mutex m_mutex; // of what follows
    std::condition_variable_any m_wasPut;
    quint64 m_puts = 0, m_asides = 0;
};

// The store that a File refers to in this thread: that of the flow or the work whose run() it is inside of.
inline thread_local FileStore *currentFiles = nullptr;

class FileScope
{
public:
    explicit FileScope(FileStore *files) : m_outer(std::exchange(currentFiles, files)) {}
    ~FileScope() { currentFiles = m_outer; }
    FileScope(const FileScope &) = delete;
    FileScope &operator=(const FileScope &) = delete;

private:
    FileStore *m_outer;
};

// Of its encoding, and of the files that it refers to.
qint64 bytesOf(const Value &value);

// Whether the store has all files that a value refers to. Does not read them: File::path() does.
bool areFilesThere(const Value &value, const FileStore &files);

} // namespace once::detail
