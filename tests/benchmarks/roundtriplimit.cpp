// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "roundtriplimit.h"

#include "sampling.h"

#include <QCoreApplication>
#include <QEvent>

namespace bench {

namespace {

struct Waits
{
};

struct RunEnded : QEvent
{
    explicit RunEnded(const FlatMap::Key &which) : QEvent(User), key(which) { }

    FlatMap::Key key;
};

} // namespace

RoundTripLimit::RoundTripLimit(bool isBlocking, int rowsPerCommit)
    : m_isBlocking(isBlocking), m_history(rowsPerCommit)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1);
}

RoundTripLimit::~RoundTripLimit() { m_pool.waitForDone(); }

double RoundTripLimit::secondsFor(int runs)
{
    m_end += runs;
    const double before = wallSeconds();
    tick();
    m_loop.exec();
    return wallSeconds() - before;
}

bool RoundTripLimit::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    const FlatMap::Key &key = static_cast<RunEnded *>(event)->key;
    m_work.state(key) = FlatMap::Done;
    m_history.append(key);
    tick();
    return true;
}

void RoundTripLimit::flow()
{
    while (m_next < m_end && run(m_next))
        ++m_next;
    if (m_next == m_end)
        m_loop.quit();
}

bool RoundTripLimit::run(qint64 prop)
{
    FlatMap::State &state = m_work.run(prop);
    if (state == FlatMap::Done)
        return true;
    if (state == FlatMap::New) {
        state = FlatMap::Running;
        start(m_work.key());
    }
    if (m_isBlocking)
        throw Waits();
    return false;
}

void RoundTripLimit::start(const FlatMap::Key &key)
{
    m_pool.start([this, key] { QCoreApplication::postEvent(this, new RunEnded(key)); });
}

void RoundTripLimit::tick()
{
    try {
        flow();
    } catch (const Waits &) {
    }
}

} // namespace bench
