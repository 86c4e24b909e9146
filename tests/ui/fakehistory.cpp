// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <ui/fakehistory.h>

namespace once::test {

using namespace Qt::StringLiterals;

void FakeData::put(const Run &run)
{
    const std::scoped_lock lock(mutex);
    ++counter;
    const auto place = std::ranges::lower_bound(runs, run.id, {}, &Run::id);
    if (place != runs.end() && place->id == run.id)
        *place = run;
    else
        runs.insert(place, run);
}

RunRow FakeData::row(const Run &run) const
{
    const auto work = std::ranges::find(works, run.work, &HistoryWork::path);
    return {.id = run.id,
            .work = work == works.end() ? -1 : work->id,
            .status = run.status,
            .cause = run.cause.kind,
            .attempt = quint16(run.attempts.size() + 1),
            .startedUs = toMicroseconds(run.started),
            .finishedUs = toMicroseconds(run.finished),
            .queuedUs = toMicroseconds(run.queued),
            .tick = run.tick};
}

HistoryInfo FakeHistory::info()
{
    const std::scoped_lock lock(m_data->mutex);
    return m_data->info;
}

qint64 FakeHistory::changeCounter()
{
    const std::scoped_lock lock(m_data->mutex);
    return m_data->counter;
}

QList<HistoryWork> FakeHistory::components()
{
    const std::scoped_lock lock(m_data->mutex);
    return m_data->works;
}

qint64 FakeHistory::countRuns()
{
    const std::scoped_lock lock(m_data->mutex);
    return m_data->runs.size();
}

QList<RunRow> FakeHistory::rows(RunId after, int most)
{
    const std::scoped_lock lock(m_data->mutex);
    QList<RunRow> found;
    for (const Run &run : m_data->runs) {
        if (run.id > after && found.size() < most)
            found.append(m_data->row(run));
    }
    return found;
}

QList<RunRow> FakeHistory::newestRows(int most)
{
    const std::scoped_lock lock(m_data->mutex);
    QList<RunRow> found;
    for (auto run = m_data->runs.crbegin(); run != m_data->runs.crend() && found.size() < most; ++run)
        found.append(m_data->row(*run));
    return found;
}

QList<RunRow> FakeHistory::rows(const QList<RunId> &ids)
{
    const std::scoped_lock lock(m_data->mutex);
    QList<RunRow> found;
    for (const Run &run : m_data->runs) {
        if (ids.contains(run.id))
            found.append(m_data->row(run));
    }
    return found;
}

std::optional<Run> FakeHistory::run(RunId id)
{
    const std::scoped_lock lock(m_data->mutex);
    const auto run = std::ranges::find(m_data->runs, id, &Run::id);
    return run == m_data->runs.end() ? std::nullopt : std::optional(*run);
}

std::optional<Run> FakeHistory::latestRun(const QString &work, RunId before)
{
    const std::scoped_lock lock(m_data->mutex);
    for (auto run = m_data->runs.crbegin(); run != m_data->runs.crend(); ++run) {
        if (run->work == work && (before == 0 || run->id < before))
            return *run;
    }
    return {};
}

Cause FakeHistory::cause(RunId id) { return run(id).value_or(Run()).cause; }

QString FakeHistory::resultPreview(RunId id, qsizetype most)
{
    const Run found = run(id).value_or(Run());
    return found.error.isEmpty() ? preview(found.result.toJson(), most) : found.error.section(u'\n', 0, 0);
}

CallKey FakeHistory::key(RunId id) { return run(id).value_or(Run()).key; }

RunId FakeHistory::rememberedRun(const CallKey &key)
{
    const std::scoped_lock lock(m_data->mutex);
    RunId newest = 0;
    for (const Run &run : m_data->runs) {
        if (run.key == key && isFinished(run.status))
            newest = run.id;
    }
    return newest;
}

QList<SlotRecord> FakeHistory::slotsSince(qint64 id, int most)
{
    QList<SlotRecord> found;
    for (const SlotRecord &slot : m_data->slots)
        if (slot.id > id && found.size() < most)
            found.append(slot);
    return found;
}

QList<SlotRecord> FakeHistory::newestSlots(const QString &schedule, int most)
{
    QList<SlotRecord> found;
    for (const SlotRecord &slot : m_data->slots)
        if (slot.schedule == schedule)
            found.prepend(slot);
    return found.first(std::min<qsizetype>(most, found.size()));
}

QList<Streak> FakeHistory::streaks(const QString &work, int most)
{
    const std::scoped_lock lock(m_data->mutex);
    QList<Streak> found;
    for (const Streak &streak : m_data->streaks) {
        if ((work.isEmpty() || streak.work == work) && found.size() < most)
            found.prepend(streak);
    }
    return found;
}

QList<RunId> FakeHistory::search(const QString &text)
{
    const std::scoped_lock lock(m_data->mutex);
    QList<RunId> found;
    for (const Run &run : m_data->runs) {
        if ((preview(run.props.toJson()) + preview(run.result.toJson()) + run.error)
                .contains(text, Qt::CaseInsensitive))
            found.append(run.id);
    }
    return found;
}

std::shared_ptr<FakeData> fakeData()
{
    auto data = std::make_shared<FakeData>();
    qint32 id = 0;
    for (const QString &path : {u"root.a.b"_s, u"root.a.c"_s, u"root.d"_s}) {
        HistoryWork work;
        work.path = path;
        work.isWork = true;
        work.id = ++id;
        data->works.append(work);
    }
    return data;
}

HistoryWork component(qint32 id, const QString &path, bool isWork)
{
    HistoryWork made;
    made.id = id;
    made.path = path;
    made.isWork = isWork;
    return made;
}

} // namespace once::test
