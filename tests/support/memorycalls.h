// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callstore.h>

#include <QDir>
#include <QFile>

// Calls of functions as they lie in a call store, without the functions.
namespace once {

const Instant firstCall = fromMicroseconds(1'764'000'000'000'000); // 2025-11-24T16:00:00Z

inline CallKey keyOf(int number) { return Digest::of(QByteArray::number(number)); }

// sine(number, "deg") that took `number` ms, and was made that many minutes after the first one.
inline SharedCall callTo(qint64 function, int number, qsizetype bytes = 1000)
{
    SharedCall call{{.key = keyOf(number),
                     .finished = firstCall + std::chrono::minutes(number),
                     .props = Value::of(Json{number, "deg"}),
                     .result = Value::of(QString(bytes, QChar(u'a' + number % 26)))}};
    call.function = function;
    call.duration = std::chrono::milliseconds(number);
    return call;
}

inline FunctionRecord sineOf(const QString &code = QStringLiteral("1"))
{
    return {.name = QStringLiteral("sine"), .code = code, .signature = QStringLiteral("(double, text)"), .props = {"x", "unit"}};
}

// So many calls of sine, from sine(1) on.
inline void putCalls(const QString &folder, int count, qsizetype bytes = 1000)
{
    const auto store = CallStore::open(folder, QStringLiteral("tests"));
    const qint64 function = store->function(sineOf());
    for (int number = 1; number <= count; ++number)
        store->put(callTo(function, number, bytes));
}

// A result in a file of its own, named by what it holds; the name.
inline QString putFileOf(const QString &folder, CallStore &store, SharedCall call, const QByteArray &content)
{
    call.file = Digest::of(content).toHex() + QStringLiteral(".npy");
    QDir(folder).mkpath(QStringLiteral("blobs"));
    QFile file(folder + QStringLiteral("/blobs/") + call.file);
    if (file.open(QIODevice::WriteOnly))
        file.write(content);
    file.close();
    store.put(call);
    return call.file;
}

} // namespace once
