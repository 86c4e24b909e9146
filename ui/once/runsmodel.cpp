// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/runsmodel.h>

#include <once/cputime.h>

#include <QTimer>

namespace once {

namespace {

constexpr qsizetype orderedInPlace = 20'000; // rows; more are ordered in another thread
constexpr int keptTexts = 4'096;

qint64 systemNowUs()
{
    return toMicroseconds(std::chrono::time_point_cast<Microseconds>(std::chrono::system_clock::now()));
}

} // namespace

RunsModel::RunsModel(QObject *parent) : QAbstractTableModel(parent), m_nowUs(systemNowUs), m_texts(keptTexts)
{
    m_orderer.setMaxThreadCount(1);
    m_timeText.setNow(m_nowUs());
}

RunsModel::~RunsModel()
{
    ++m_generation;
    m_orderer.waitForDone();
}

void RunsModel::setClock(std::function<qint64()> nowUs)
{
    m_nowUs = std::move(nowUs);
    m_timeText.setNow(m_nowUs());
}

void RunsModel::setZone(const QTimeZone &zone)
{
    m_timeText = TimeText(zone);
    m_timeText.setNow(m_nowUs());
}

// Filtering and sorting

void RunsModel::refresh()
{
    const int generation = ++m_generation;
    m_order.nowUs = m_nowUs();
    m_timeText.setNow(m_order.nowUs);
    m_isStale = false;
    m_isOrdering = m_order.runs.size() > orderedInPlace;
    const auto run = [order = m_order] {
        const CpuTime time;
        auto rows = ordered(order);
        return std::pair(std::move(rows), time.elapsedUs());
    };
    if (!m_isOrdering) {
        auto [rows, us] = run();
        finishOrdering(generation, m_order, std::move(rows), us);
        return;
    }
    m_orderer.start([this, generation, run, order = m_order] {
        if (generation != m_generation)
            return;
        auto done = run();
        QMetaObject::invokeMethod(this, [this, generation, order, done = std::move(done)]() mutable {
            finishOrdering(generation, order, std::move(done.first), done.second);
        });
    });
}

void RunsModel::finishOrdering(int generation, const RunOrder &order, std::vector<RunRef> rows, qint64 us)
{
    if (generation != m_generation)
        return;
    m_isOrdering = false;
    m_orderingUs = us;
    show(m_order, std::move(rows));
    insert(matchingFrom(order.runs.size())); // what was appended meanwhile
    if (m_isStale)
        refresh();
    Q_EMIT reordered();
}

// The same run or streak in another table.
RunRef RunsModel::counterpart(RunRef ref, const RunOrder &order) const
{
    return ref.isSkip() ? ref : RunRef::run(order.runs.indexOf(m_order.runs.at(ref.row()).id));
}

void RunsModel::show(RunOrder order, std::vector<RunRef> rows)
{
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::map<RunRef, int> places;
    std::vector<RunRef> refs;
    for (const QModelIndex &index : before) {
        refs.push_back(counterpart(m_rows[std::size_t(index.row())], order));
        places.emplace(refs.back(), -1);
    }
    m_order = std::move(order);
    m_rows = std::move(rows);
    for (std::size_t row = 0; row < m_rows.size() && !places.empty(); ++row) {
        if (const auto place = places.find(m_rows[row]); place != places.end())
            place->second = int(row);
    }
    for (qsizetype i = 0; i < before.size(); ++i) {
        const int row = places.at(refs[std::size_t(i)]);
        changePersistentIndex(before[i], row < 0 ? QModelIndex() : index(row, before[i].column()));
    }
    Q_EMIT layoutChanged();
}

std::vector<RunRef> RunsModel::matchingFrom(qsizetype firstRun) const
{
    std::vector<RunRef> refs;
    for (qsizetype row = firstRun; row < m_order.runs.size(); ++row) {
        if (m_order.query.matches(m_order.runs.at(row)))
            refs.push_back(RunRef::run(row));
    }
    return refs;
}

void RunsModel::insert(std::vector<RunRef> added)
{
    if (added.empty())
        return;
    const auto before = [this](RunRef a, RunRef b) { return m_order.isBefore(a, b); };
    std::ranges::sort(added, before);
    const auto at = std::ranges::lower_bound(m_rows, added.front(), before);
    if (at != m_rows.end() && !before(added.back(), *at)) {
        refresh(); // they belong to several places
        return;
    }
    const int row = int(at - m_rows.begin());
    beginInsertRows({}, row, row + int(added.size()) - 1);
    m_rows.insert(at, added.begin(), added.end());
    endInsertRows();
}

void RunsModel::sort(int column, Qt::SortOrder order)
{
    m_order.column = RunColumn(column);
    m_order.direction = order;
    refresh();
}

void RunsModel::setQuery(const Query &query)
{
    m_order.query = query;
    refresh();
}

void RunsModel::setShowsSkips(bool shows)
{
    m_showsSkips = shows;
    if (!shows && !m_isOrdering) { // none may be shown once their table is away
        std::vector<RunRef> runs = m_rows;
        std::erase_if(runs, &RunRef::isSkip);
        RunOrder order = m_order;
        order.skips.clear();
        show(std::move(order), std::move(runs));
    }
    m_order.skips = m_skips;
    if (!shows)
        m_order.skips.clear();
    refresh();
}

// What comes from the history

void RunsModel::replaceRuns(const QList<RunRow> &rows)
{
    RunOrder order = m_order;
    order.runs = RunTable(rows);
    order.nowUs = m_nowUs();
    m_texts.clear();
    ++m_generation;
    m_isOrdering = false;
    const CpuTime time;
    auto sorted = ordered(order);
    m_orderingUs = time.elapsedUs();
    show(std::move(order), std::move(sorted));
    Q_EMIT reordered();
}

void RunsModel::appendRuns(const QList<RunRow> &rows)
{
    const qsizetype first = m_order.runs.size();
    m_timeText.setNow(m_nowUs());
    m_order.runs.append(rows);
    if (!m_isOrdering)
        insert(matchingFrom(first));
    Q_EMIT reordered();
}

void RunsModel::changeRuns(const QList<RunRow> &rows)
{
    for (const RunRow &value : rows) {
        m_texts.remove(value.id);
        m_asked.remove(value.id);
        if (const qsizetype row = m_order.runs.indexOf(value.id); row >= 0)
            changeRun(row, value);
    }
    if (m_isStale && !m_isOrdering)
        refresh();
    Q_EMIT reordered();
}

void RunsModel::changeRun(qsizetype row, const RunRow &value)
{
    m_order.runs.set(row, value);
    if (m_isOrdering) {
        m_isStale = true;
        return;
    }
    const RunRef ref = RunRef::run(row);
    const auto found = std::ranges::find(m_rows, ref);
    const int place = int(found - m_rows.begin());
    if (const bool matches = m_order.query.matches(value); found == m_rows.end()) {
        if (matches)
            insert({ref});
    } else if (!matches) {
        beginRemoveRows({}, place, place);
        m_rows.erase(found);
        endRemoveRows();
    } else if (staysInOrder(place)) {
        Q_EMIT dataChanged(index(place, 0), index(place, runColumnCount - 1));
    } else {
        m_isStale = true;
    }
}

bool RunsModel::staysInOrder(qsizetype position) const
{
    const auto row = m_rows.begin() + position;
    return (row == m_rows.begin() || m_order.isBefore(*(row - 1), *row))
        && (row + 1 == m_rows.end() || m_order.isBefore(*row, *(row + 1)));
}

void RunsModel::setWorks(const QList<HistoryWork> &works)
{
    m_works = works;
    QStringList names;
    for (const HistoryWork &work : works) {
        names.append(belowRoot(work.path));
        m_workPaths.insert(work.id, work.path);
        m_workNames.insert(work.id, names.last());
        m_workIds.insert(work.path, work.id);
    }
    std::ranges::sort(names);
    m_order.workRanks.clear();
    for (const HistoryWork &work : works) {
        const auto id = std::size_t(std::max(work.id, 0));
        m_order.workRanks.resize(std::max(m_order.workRanks.size(), id + 1), -1);
        m_order.workRanks[id] = int(std::ranges::lower_bound(names, belowRoot(work.path)) - names.begin());
    }
    if (m_order.column == RunColumn::Work)
        refresh();
    else if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, int(RunColumn::Work)),
                           index(int(m_rows.size()) - 1, int(RunColumn::Work)));
}

void RunsModel::setStreaks(const QList<Streak> &streaks)
{
    bool changed = false;
    for (const Streak &streak : streaks)
        changed |= putStreak(streak);
    if (!changed || !m_showsSkips)
        return;
    m_order.skips = m_skips;
    refresh();
}

// Whether that made a difference.
bool RunsModel::putStreak(const Streak &streak)
{
    SkipRow skip{.cause = streak.cause, .count = streak.count};
    skip.row = {.id = streak.run,
                .work = m_workIds.value(streak.work, -1),
                .startedUs = toMicroseconds(streak.first),
                .finishedUs = toMicroseconds(streak.last),
                .tick = streak.firstTick};
    const auto known = m_skipRows.constFind(streak.id);
    if (known == m_skipRows.constEnd()) {
        m_skipRows.insert(streak.id, m_skips.size());
        m_skips.append(skip);
        return true;
    }
    return std::exchange(m_skips[*known], skip).count != skip.count;
}

void RunsModel::setTexts(const QList<RunTexts> &texts)
{
    int first = std::numeric_limits<int>::max(), last = -1;
    for (const RunTexts &text : texts) {
        m_texts.insert(text.id, new RunTexts(text));
        if (!m_asked.contains(text.id))
            continue; // somebody else has asked for it
        const int row = m_asked.take(text.id);
        first = std::min(first, row);
        last = std::max(last, row);
    }
    showTexts(first, std::min(last, rowCount() - 1));
}

void RunsModel::showTexts(int firstRow, int lastRow)
{
    if (firstRow <= lastRow)
        Q_EMIT dataChanged(index(firstRow, int(RunColumn::Why)), index(lastRow, int(RunColumn::Result)));
}

QModelIndex RunsModel::indexOf(RunId id, int column) const
{
    const auto it =
        std::ranges::find_if(m_rows, [&](RunRef ref) { return !ref.isSkip() && m_order.row(ref).id == id; });
    return it == m_rows.end() ? QModelIndex() : index(int(it - m_rows.begin()), column);
}

QHash<qint32, qint64> RunsModel::skipCounts() const
{
    QHash<qint32, qint64> counts;
    for (const SkipRow &skip : m_skips)
        counts[skip.row.work] += skip.count;
    return counts;
}

RemovableTerm RunsModel::mostHelpfulRemoval() const { return once::mostHelpfulRemoval(m_order, m_works); }

} // namespace once
