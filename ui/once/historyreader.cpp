// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/historyreader.h>

#include <QFileInfo>
#include <QTimer>

namespace once {

using namespace std::chrono_literals;

namespace {

constexpr auto pollInterval = 100ms;
constexpr auto lookInterval = 500ms; // whether the file is there by now
constexpr int pollsPerInfo = 10;
constexpr int firstPage = 200;
constexpr int chunk = 50'000;
constexpr qsizetype longestChain = 1'000; // runs
constexpr int allStreaks = 100'000, newStreaks = 1'000, newActivities = 20;

} // namespace

HistoryReader::HistoryReader(Opener open) : m_open(std::move(open)), m_timer(new QTimer(this))
{
    m_timer->setInterval(pollInterval);
    connect(m_timer, &QTimer::timeout, this, &HistoryReader::poll);
}

HistoryReader::~HistoryReader() = default;

template <typename Read>
void HistoryReader::guarded(Read read)
{
    try {
        read();
    } catch (const StoreError &error) {
        if (error.kind == StoreError::Kind::Missing) // the app may be about to make it
            QTimer::singleShot(lookInterval, this, &HistoryReader::start);
        fail(error);
    } catch (const std::exception &error) {
        fail(error);
    }
}

void HistoryReader::fail(const std::exception &error)
{
    m_timer->stop();
    m_history.reset();
    const QString message = QString::fromUtf8(error.what());
    if (std::exchange(m_failure, message) != message)
        Q_EMIT failed(message);
}

void HistoryReader::start()
{
    guarded([this] {
        m_history = m_open();
        m_failure.clear();
        m_counter = m_history->changeCounter();
        readInfo();
        readComponents();
        bind(m_query); // what was typed meanwhile
        QList<RunRow> newest = m_history->newestRows(firstPage);
        std::ranges::reverse(newest);
        const bool isComplete = newest.size() < firstPage;
        Q_EMIT runsRead(noted(newest), isComplete);
        if (isComplete)
            return finishLoading();
        m_last = 0;
        m_openRuns.clear();
        loadSome();
    });
}

void HistoryReader::loadSome()
{
    guarded([this] {
        const QList<RunRow> rows = noted(m_history->rows(m_last, chunk));
        m_loaded += rows;
        if (rows.size() < chunk) {
            Q_EMIT runsRead(std::exchange(m_loaded, {}), true);
            return finishLoading();
        }
        Q_EMIT loading(m_loaded.size(), m_history->countRuns());
        QMetaObject::invokeMethod(this, &HistoryReader::loadSome, Qt::QueuedConnection);
    });
}

void HistoryReader::finishLoading()
{
    Q_EMIT streaksRead(m_history->streaks({}, allStreaks));
    readSchedules();
    m_timer->start();
}

// Remembers what must be looked at again. What a process left open that is gone is lost.
QList<RunRow> HistoryReader::noted(QList<RunRow> rows)
{
    for (RunRow &row : rows) {
        m_last = std::max(m_last, row.id);
        if (isFinished(row.status))
            m_openRuns.remove(row.id);
        else
            m_openRuns.insert(row.id);
        if (!isFinished(row.status) && !m_isLive)
            row.status = Status::Lost;
    }
    return rows;
}

void HistoryReader::poll()
{
    if (!m_history || !m_timer->isActive())
        return;
    guarded([this] {
        const qint64 counter = m_history->changeCounter();
        const bool isChanged = std::exchange(m_counter, counter) != counter;
        if (isChanged)
            readNews();
        if (isChanged || ++m_polls % pollsPerInfo == 0)
            readInfo();
    });
}

void HistoryReader::readInfo()
{
    const HistoryInfo info = m_history->info();
    const bool isLive = info.pid != 0;
    if (std::exchange(m_isLive, isLive) != isLive) {
        readOpenRuns();
        readComponents(); // no pause outlives its process
    }
    Q_EMIT infoRead(info);
    Q_EMIT activityRead(m_history->activity(newActivities));
}

// Told again when one is paused or goes on. True when there are new ones.
bool HistoryReader::readComponents()
{
    const QList<HistoryWork> components = m_history->components();
    QList<std::optional<QString>> notes;
    for (const HistoryWork &component : components)
        notes.append(component.pauseNote);
    const auto before = std::exchange(m_pauseNotes, notes);
    if (before != notes)
        Q_EMIT componentsRead(components);
    return before.size() < notes.size();
}

void HistoryReader::readNews()
{
    const bool isGrown = readComponents();
    readOpenRuns();
    QList<RunRow> rows;
    do {
        rows = noted(m_history->rows(m_last, chunk));
        if (!rows.isEmpty())
            Q_EMIT runsAppended(rows);
    } while (rows.size() == chunk);
    if (isGrown || m_query.searchesText())
        bind(m_query);
    Q_EMIT streaksRead(m_history->streaks({}, newStreaks));
    readSchedules();
    readWatched();
}

// After the runs, so that those of the slots are known by then.
void HistoryReader::readSchedules()
{
    const QList<ScheduleRecord> schedules = m_history->schedules();
    if (std::exchange(m_schedules, schedules) != schedules)
        Q_EMIT schedulesRead(schedules);
    QList<SlotRecord> slots;
    do {
        slots = m_history->slotsSince(m_lastSlot, chunk);
        if (slots.isEmpty())
            return;
        m_lastSlot = slots.last().id;
        Q_EMIT slotsRead(slots);
    } while (slots.size() == chunk);
}

void HistoryReader::watch(const QString &component)
{
    m_watched.insert(component, {});
    if (m_history)
        guarded([this] { readWatched(); });
}

void HistoryReader::readWatched()
{
    for (auto it = m_watched.begin(); it != m_watched.end(); ++it) {
        const Value states = m_history->states(it.key());
        if (std::exchange(it.value(), states) != states)
            Q_EMIT statesRead(it.key(), states.toJson(), QFileInfo(m_history->file()).path());
    }
}

void HistoryReader::readOpenRuns()
{
    if (m_openRuns.isEmpty())
        return;
    const QList<RunRow> rows = noted(m_history->rows(m_openRuns.values()));
    if (!rows.isEmpty())
        Q_EMIT runsChanged(rows);
}

void HistoryReader::bind(const Query &query)
{
    m_query = query;
    if (!m_history)
        return;
    guarded([this] {
        m_query.bind(*m_history);
        Q_EMIT queryBound(m_query);
    });
}

void HistoryReader::readTexts(const QList<RunId> &ids)
{
    if (!m_history)
        return;
    guarded([&] {
        QList<RunTexts> texts;
        for (RunId id : ids)
            texts.append({id, shortText(m_history->cause(id)), m_history->key(id).toShortHex(),
                          m_history->resultPreview(id)});
        Q_EMIT textsRead(texts);
    });
}

void HistoryReader::tellDetail(const Run &run, const Explanation &why, bool isSkip)
{
    Q_EMIT detailRead({run, why, toText(why, *m_history), isSkip});
}

void HistoryReader::readRun(RunId id)
{
    if (!m_history)
        return;
    guarded([&] {
        if (const auto run = m_history->run(id))
            tellDetail(*run, explain(*m_history, *run), false);
    });
}

void HistoryReader::readSkip(const QString &work, RunId servedFrom)
{
    if (!m_history)
        return;
    guarded([&] {
        if (const auto run = m_history->run(servedFrom))
            tellDetail(*run, explainSkip(*m_history, work), true);
    });
}

void HistoryReader::readChain(RunId id)
{
    if (!m_history)
        return;
    guarded([&] {
        Q_EMIT chainRead(upstreamChain(*m_history, id, longestChain));
    });
}

void HistoryReader::readAttempts(const QList<RunId> &ids)
{
    if (!m_history)
        return;
    guarded([&] {
        QList<RunAttempts> attempts;
        for (const RunId id : ids) {
            if (const auto run = m_history->run(id))
                attempts.append({id, run->attempts});
        }
        Q_EMIT attemptsRead(attempts);
    });
}

} // namespace once
