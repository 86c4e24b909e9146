// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

#include <QDirIterator>
#include <QTemporaryDir>
#include <QtTest>

#include <functional>

namespace once {

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void overwrite(const QString &path, const QByteArray &bytes, qint64 at = 0)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(at));
    QCOMPARE(file.write(bytes), bytes.size());
}

// Every file below a folder, with what it holds.
inline QMap<QString, QByteArray> filesIn(const QString &folder)
{
    QMap<QString, QByteArray> files;
    for (QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
        const QString path = it.next();
        files[path] = contentOf(path);
    }
    return files;
}

inline qint64 bytesIn(const QString &folder)
{
    qint64 bytes = 0;
    for (const QByteArray &content : filesIn(folder))
        bytes += content.size();
    return bytes;
}

inline CallRecord callOf(const Run &run)
{
    return {.key = run.key,
            .run = run.id,
            .status = run.status,
            .props = run.props,
            .states = run.states,
            .result = run.result,
            .error = run.error};
}

inline Run simpleRun(RunId id, Status status = Status::Succeeded)
{
    Run run{.id = id,
            .work = QStringLiteral("root.train"),
            .key = Digest::of(QByteArray::number(id)),
            .status = status};
    run.queued = run.started = fromMicroseconds(id * 1'000'000);
    run.finished = isFinished(status) ? run.started + Microseconds(500) : Instant();
    run.props = Value::of(Json{id});
    return run;
}

inline QString historyIn(const QTemporaryDir &folder)
{
    return folder.filePath(QStringLiteral("history.db"));
}

inline std::optional<StoreError> errorOf(const std::function<void()> &body)
{
    try {
        body();
    } catch (const StoreError &error) {
        return error;
    }
    return {};
}

} // namespace once
