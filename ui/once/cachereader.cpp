// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/cachereader.h>

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTimer>

namespace once {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto watchInterval = 500ms;
constexpr int idleFactor = 20; // the time to read, so many times, before it is read again

qint64 nowMs()
{
    static const QElapsedTimer timer = [] {
        QElapsedTimer started;
        started.start();
        return started;
    }();
    return timer.elapsed();
}

} // namespace

CacheReader::CacheReader(Opener open) : m_open(std::move(open)), m_timer(new QTimer(this))
{
    m_timer->setInterval(watchInterval);
    connect(m_timer, &QTimer::timeout, this, &CacheReader::poll);
}

CacheReader::~CacheReader() = default;

void CacheReader::setWatching(bool isWatching)
{
    if (!isWatching)
        return m_timer->stop();
    m_timer->start();
    poll();
}

void CacheReader::poll()
{
    if (nowMs() < m_notBefore)
        return;
    try {
        if (!m_catalog || !QFileInfo::exists(m_catalog->file())) // somebody has taken the folder away
            m_catalog = m_open();
        if (m_stamps != stamps())
            read();
    } catch (const std::exception &error) {
        m_catalog.reset();
        m_stamps.clear();
        const QString message = QString::fromUtf8(error.what());
        if (std::exchange(m_failure, message) != message)
            Q_EMIT failed(message);
    }
}

QList<QDateTime> CacheReader::stamps() const
{
    const QString file = m_catalog->file();
    return {QFileInfo(file).lastModified(), QFileInfo(file + u"-wal"_s).lastModified()};
}

void CacheReader::read()
{
    const qint64 began = nowMs();
    m_stamps = stamps(); // before, so that what comes meanwhile is seen
    Q_EMIT contentRead({m_catalog->functions(), m_catalog->calls(0, CacheContent::mostCalls), m_catalog->canBeChanged()});
    m_failure.clear();
    m_notBefore = nowMs() + idleFactor * (nowMs() - began);
}

// And reads at once what has come of it.
template <typename Change>
void CacheReader::change(Change change)
{
    try {
        if (!m_catalog)
            m_catalog = m_open();
        change(*m_catalog);
        read();
    } catch (const std::exception &error) {
        Q_EMIT refused(QString::fromUtf8(error.what()));
    }
}

void CacheReader::forget(const QList<CallKey> &keys)
{
    change([&](CallCatalog &catalog) { catalog.forget(keys); });
}

void CacheReader::pin(const CallKey &key, bool isPinned)
{
    change([&](CallCatalog &catalog) { catalog.pin(key, isPinned); });
}

} // namespace once
