// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include "minimalwork.h"
#include "scratchdatabase.h"

#include <QEventLoop>
#include <QThreadPool>

namespace bench {

// The least that a new run needs on Qt: props, key, map; a thread of a pool; its end posted to the loop,
// recorded there, and seen by the flow, which waits by an exception or is simply asked again.
class RoundTripLimit : public QObject
{
public:
    RoundTripLimit(bool isBlocking, int rowsPerCommit);
    ~RoundTripLimit() override;

    double secondsFor(int runs);

protected:
    bool event(QEvent *event) override;

private:
    void flow();
    bool run(qint64 prop); // whether it is done
    void start(const FlatMap::Key &key);
    void tick();

    const bool m_isBlocking;
    ScratchDatabase m_history;
    MinimalWork m_work;
    QThreadPool m_pool;
    QEventLoop m_loop;
    qint64 m_next = 0, m_end = 0;
};

} // namespace bench
