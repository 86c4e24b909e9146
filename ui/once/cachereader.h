// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callcatalog.h>

#include <QDateTime>
#include <QObject>

#include <functional>

class QTimer;

namespace once {

// What a window shows of kept calls: all functions, and the calls that were used last.
struct CacheContent
{
    static constexpr qint64 mostCalls = 100'000;

    QList<FunctionSummary> functions;
    QList<StoredCall> calls;
    bool canBeChanged = false;
};

// Reads the calls of a call store, or of an app's history, for a window, and changes them. Looks again when the file has
// changed, but is idle for at least twenty times as long as it reads. Lives in a thread of its own, with a
// connection of its own; every slot answers by a signal.
class CacheReader : public QObject
{
    Q_OBJECT

public:
    using Opener = std::function<std::unique_ptr<CallCatalog>()>; // called in the reader's thread
    explicit CacheReader(Opener open);
    ~CacheReader() override;

public Q_SLOTS:
    void setWatching(bool isWatching); // whether anybody looks
    void forget(const QList<once::CallKey> &keys);
    void pin(const once::CallKey &key, bool isPinned);

Q_SIGNALS:
    void contentRead(const once::CacheContent &content);
    void failed(const QString &message); // to read, which is tried again
    void refused(const QString &message); // what was to be changed

private:
    void poll();
    void read();
    QList<QDateTime> stamps() const;
    template <typename Change>
    void change(Change change);

    const Opener m_open;
    std::unique_ptr<CallCatalog> m_catalog;
    QTimer *m_timer;
    QList<QDateTime> m_stamps; // of the files when they were read last
    QString m_failure; // that was told last
    qint64 m_notBefore = 0; // ms
};

} // namespace once
