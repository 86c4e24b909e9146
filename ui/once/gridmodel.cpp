// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/gridmodel.h>

#include <once/runsmodel.h>
#include <once/theme.h>

#include <QLocale>

#include <numeric>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array badness{Status::Failed,  Status::TimedOut, Status::Lost,     Status::Cancelled,
                             Status::Running, Status::Queued,   Status::Succeeded};

// As `since:` and `until:` see it; 0 when it has none.
qint64 timeOf(const RunRow &row) { return row.startedUs ? row.startedUs : row.queuedUs; }

quint64 keyOf(qint32 work, QDate date) { return quint64(quint32(work)) << 32 | quint32(date.toJulianDay()); }

// The first and the last one from a run on; the first is later than the last when there is none.
std::pair<qint64, qint64> timesFrom(const RunTable &runs, qsizetype firstRun)
{
    std::pair times(std::numeric_limits<qint64>::max(), qint64(0));
    for (qsizetype row = firstRun; row < runs.size(); ++row) {
        if (const qint64 us = timeOf(runs.at(row)))
            times = {std::min(times.first, us), std::max(times.second, us)};
    }
    return times;
}

template <typename Counts>
qint64 total(const Counts &counts)
{
    return std::accumulate(counts.begin(), counts.end(), qint64(0));
}

} // namespace

QString shortCount(qint64 number)
{
    if (number < 1'000)
        return QString::number(number);
    return number < 1'000'000 ? u"%1k"_s.arg(number / 1'000) : u"%1M"_s.arg(number / 1'000'000);
}

void GridModel::setZone(const QTimeZone &zone)
{
    m_zone = zone;
    replaceRuns(RunTable(m_runs));
}

void GridModel::setComponents(const QList<HistoryWork> &components)
{
    QList<Row> works;
    for (const HistoryWork &component : components) {
        if (component.isWork)
            works.append({component.id, belowRoot(component.path)});
    }
    if (works == m_works)
        return;
    const qsizetype known = m_works.size();
    if (works.size() < known || works.first(known) != m_works) {
        beginResetModel();
        m_works = works;
        return endResetModel();
    }
    beginInsertRows({}, int(known), int(works.size()) - 1);
    m_works = works;
    endInsertRows();
}

void GridModel::replaceRuns(const RunTable &runs)
{
    beginResetModel();
    m_runs = runs;
    m_cells.clear();
    m_days = Days(m_zone);
    const auto [first, last] = timesFrom(m_runs, 0);
    if (first <= last) {
        m_days.cover(first);
        m_days.cover(last);
    }
    countFrom(0);
    endResetModel();
}

void GridModel::appendRuns(const RunTable &runs)
{
    const qsizetype known = m_runs.size();
    m_runs = runs;
    if (const auto [first, last] = timesFrom(m_runs, known); first <= last) {
        cover(first);
        cover(last);
    }
    countFrom(known);
    announce();
}

void GridModel::changeRuns(const RunTable &runs, const QList<RunRow> &changed)
{
    for (const RunRow &row : changed) {
        const qsizetype at = m_runs.indexOf(row.id);
        if (at < 0)
            continue;
        count(m_runs.at(at), -1);
        cover(timeOf(row));
        count(row, 1);
        m_runs.set(at, row);
    }
    appendRuns(runs); // shares its memory again
}

// Its cells are known by their dates, and stay.
void GridModel::cover(qint64 us)
{
    if (us == 0 || m_days.dayOf(us) >= 0)
        return;
    Days days = m_days;
    days.cover(us);
    const bool isBefore = m_days.count() && days.date(0) < m_days.date(0);
    const int at = isBefore ? 0 : m_days.count(), added = days.count() - m_days.count();
    beginInsertColumns({}, at, at + added - 1);
    m_days = std::move(days);
    endInsertColumns();
}

void GridModel::countFrom(qsizetype firstRun)
{
    for (qsizetype row = firstRun; row < m_runs.size(); ++row)
        count(m_runs.at(row), 1);
}

void GridModel::count(const RunRow &row, int by)
{
    if (const int day = m_days.dayOf(timeOf(row)); day >= 0)
        m_cells[keyOf(row.work, m_days.date(day))][std::size_t(row.status)] += quint32(by);
}

void GridModel::announce()
{
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const GridModel::Counts *GridModel::counts(const QModelIndex &index) const
{
    const auto cell = m_cells.constFind(keyOf(m_works.at(index.row()).work, date(index.column())));
    return cell == m_cells.constEnd() || total(*cell) == 0 ? nullptr : &*cell;
}

int GridModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_works.size()); }

int GridModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_days.count(); }

// "12 runs: 2 failed, 10 succeeded"
QString GridModel::summary(const Counts &counts) const
{
    QStringList parts;
    for (const Status status : badness) {
        if (const qint64 of = counts[std::size_t(status)])
            parts.append(u"%1 %2"_s.arg(grouped(of), stateWord(status).toLower()));
    }
    return tr("%1: %2").arg(counted(total(counts), tr("run"), tr("runs")), parts.join(u", "_s));
}

QString GridModel::sentence(const QModelIndex &index) const
{
    const Counts *of = counts(index);
    return u"%1, %2, %3"_s.arg(work(index.row()), date(index.column()).toString(Qt::ISODate), of ? summary(*of) : tr("no run"));
}

QVariant GridModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::AccessibleTextRole)
        return sentence(index);
    if (role == Qt::ToolTipRole)
        return sentence(index).replace(", "_L1, "\n"_L1);
    const Counts *of = role == Qt::DisplayRole || role == StatusRole ? counts(index) : nullptr;
    if (!of)
        return {};
    if (role == Qt::DisplayRole)
        return shortCount(total(*of));
    return int(*std::ranges::find_if(badness, [of](Status status) { return (*of)[std::size_t(status)] > 0; }));
}

QVariant GridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isDay = orientation == Qt::Horizontal;
    if (role == Qt::DisplayRole)
        return isDay ? date(section).toString(Qt::ISODate) : work(section);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isDay ? Qt::AlignHCenter : Qt::AlignLeft));
    return role == Qt::ToolTipRole && isDay ? QVariant(QLocale::c().toString(date(section), u"dddd, yyyy-MM-dd"_s)) : QVariant();
}

} // namespace once
