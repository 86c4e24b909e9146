// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/schedulesmodel.h>

#include <once/glyph.h>
#include <once/runsmodel.h>
#include <once/theme.h>

namespace once {

using namespace Qt::StringLiterals;

namespace {

QString optionOf(const ScheduleRecord &schedule, const char *name)
{
    const auto option = schedule.options.find(name);
    return option != schedule.options.end() && option->is_string() ? option->get<QString>() : QString();
}

} // namespace

QTimeZone zoneOf(const ScheduleRecord &schedule)
{
    const QTimeZone zone(schedule.zone);
    return zone.isValid() ? zone : QTimeZone::systemTimeZone();
}

SchedulesModel::SchedulesModel(QObject *parent)
    : QAbstractTableModel(parent), m_nowUs([] {
          return toMicroseconds(std::chrono::floor<Microseconds>(std::chrono::system_clock::now()));
      })
{
}

void SchedulesModel::setLive(bool isLive)
{
    if (std::exchange(m_isLive, isLive) != isLive)
        countDown();
}

void SchedulesModel::setComponents(const QList<HistoryWork> &components)
{
    for (const HistoryWork &component : components) {
        m_workNames.insert(component.id, belowRoot(component.path));
        m_ids.insert(component.path, component.id);
    }
    announce(ScheduleColumn::Works, ScheduleColumn::Works);
}

// New ones come in between; hardly ever does one go.
void SchedulesModel::setSchedules(const QList<ScheduleRecord> &schedules)
{
    for (int row = 0; row < schedules.size(); ++row) {
        if (row < m_schedules.size() && m_schedules.at(row).name == schedules.at(row).name)
            continue;
        beginInsertRows({}, row, row);
        m_schedules.insert(row, schedules.at(row));
        endInsertRows();
    }
    if (schedules.size() < m_schedules.size()) {
        beginRemoveRows({}, int(schedules.size()), rowCount() - 1);
        m_schedules.resize(schedules.size());
        endRemoveRows();
    }
    m_schedules = schedules;
    announce();
}

bool SchedulesModel::setRuns(const RunTable &runs)
{
    m_runs = runs;
    const bool hasMet = m_slots.meet(runs);
    announce(hasMet ? ScheduleColumn::Works : ScheduleColumn::LastOutcome, ScheduleColumn::LastOutcome);
    return hasMet;
}

void SchedulesModel::addSlots(const QList<SlotRecord> &slots)
{
    m_slots.add(slots, m_runs);
    announce();
}

void SchedulesModel::countDown() { announce(ScheduleColumn::Next, ScheduleColumn::Next); }

void SchedulesModel::announce(ScheduleColumn first, ScheduleColumn last)
{
    m_timeText.setNow(m_nowUs());
    if (!m_schedules.isEmpty())
        Q_EMIT dataChanged(index(0, int(first)), index(rowCount() - 1, int(last)));
}

QHash<QString, qint32> SchedulesModel::flows() const
{
    QHash<QString, qint32> flows;
    for (const ScheduleRecord &schedule : m_schedules)
        flows.insert(schedule.name, m_ids.value(schedule.flow, -1));
    return flows;
}

const ScheduleRecord *SchedulesModel::schedule(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_schedules.size() ? &m_schedules.at(index.row()) : nullptr;
}

const RunRow *SchedulesModel::lastRun(const ScheduleRecord &schedule) const
{
    const SlotRecord *slot = m_slots.lastRan(schedule.name);
    const qsizetype row = slot ? m_runs.indexOf(slot->run) : -1;
    return row < 0 ? nullptr : &m_runs.at(row);
}

int SchedulesModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_schedules.size()); }

int SchedulesModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : scheduleColumnCount; }

// As the slots are, in the schedule's own zone.
QString SchedulesModel::nextText(const ScheduleRecord &schedule) const
{
    if (schedule.paused != Instant())
        return tr("paused");
    if (schedule.next == Instant())
        return {};
    const qint64 leftUs = toMicroseconds(schedule.next) - m_nowUs();
    if (leftUs <= 0)
        return m_isLive ? tr("due") : toDateTime(schedule.next, zoneOf(schedule)).toString(u"yyyy-MM-dd HH:mm"_s);
    return tr("in %1").arg(durationText(std::chrono::ceil<std::chrono::seconds>(Microseconds(leftUs))));
}

QString SchedulesModel::worksText(const ScheduleRecord &schedule) const
{
    QStringList names;
    for (const qint32 work : m_slots.of(schedule.name).works)
        names.append(m_workNames.value(work));
    return names.join(u", "_s);
}

QString SchedulesModel::text(const ScheduleRecord &schedule, ScheduleColumn column) const
{
    switch (column) {
    case ScheduleColumn::Name:
        return schedule.name;
    case ScheduleColumn::Works:
        return worksText(schedule);
    case ScheduleColumn::Rule:
        return wordsOf(schedule);
    case ScheduleColumn::Zone:
        return QString::fromLatin1(schedule.zone);
    case ScheduleColumn::Next:
        return nextText(schedule);
    case ScheduleColumn::LastSlot:
        return m_slots.lastRan(schedule.name) ? m_slots.lastRan(schedule.name)->nominal : QString();
    case ScheduleColumn::LastOutcome:
        return lastRun(schedule) ? stateWord(lastRun(schedule)->status) : QString();
    case ScheduleColumn::Missed:
        return grouped(m_slots.of(schedule.name).missed);
    case ScheduleColumn::CatchUp:
        return optionOf(schedule, "catchUp");
    case ScheduleColumn::Overlap:
        return optionOf(schedule, "overlap");
    case ScheduleColumn::Jitter:
        return optionOf(schedule, "jitter");
    case ScheduleColumn::Paused:
        break;
    }
    if (schedule.paused == Instant())
        return {};
    return schedule.note.isEmpty() ? tr("paused") : tr("paused: %1").arg(schedule.note);
}

QString SchedulesModel::toolTip(const ScheduleRecord &schedule, ScheduleColumn column) const
{
    if (column == ScheduleColumn::Rule)
        return schedule.rule;
    if (column == ScheduleColumn::Next)
        return m_timeText.full(toMicroseconds(schedule.next));
    if (column == ScheduleColumn::Paused && schedule.paused != Instant())
        return tr("since %1").arg(m_timeText.full(toMicroseconds(schedule.paused)));
    return text(schedule, column);
}

// "night, every day at 02:30, next in 7 h 13 m, last succeeded, 2 missed, paused: holidays"
QString SchedulesModel::accessibleText(const ScheduleRecord &schedule) const
{
    QStringList parts{schedule.name, wordsOf(schedule)};
    if (const QString next = nextText(schedule); !next.isEmpty() && schedule.paused == Instant())
        parts.append(tr("next %1").arg(next));
    if (const RunRow *run = lastRun(schedule))
        parts.append(tr("last %1").arg(stateWord(run->status).toLower()));
    if (const qint64 missed = m_slots.of(schedule.name).missed)
        parts.append(tr("%1 missed").arg(grouped(missed)));
    if (schedule.paused != Instant())
        parts.append(text(schedule, ScheduleColumn::Paused));
    return parts.join(u", "_s);
}

QVariant SchedulesModel::data(const QModelIndex &index, int role) const
{
    const ScheduleRecord *of = schedule(index);
    if (!of)
        return {};
    const auto column = ScheduleColumn(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(*of, column);
    case Qt::DecorationRole:
        if (column == ScheduleColumn::LastOutcome && lastRun(*of))
            return signIcon(lastRun(*of)->status);
        return column == ScheduleColumn::Next && of->paused != Instant() ? QVariant(symbolIcon(Symbol::Pause)) : QVariant();
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case Qt::ToolTipRole:
        return toolTip(*of, column);
    case Qt::AccessibleTextRole:
        return column == ScheduleColumn::Name ? accessibleText(*of) : text(*of, column);
    default:
        return {};
    }
}

QVariant SchedulesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (ScheduleColumn(section) == ScheduleColumn::Missed ? Qt::AlignRight : Qt::AlignLeft));
    static const QStringList titles{tr("Schedule"),  tr("Works"),        tr("Rule"),   tr("Zone"),
                                    tr("Next"),      tr("Last slot"),    tr("Outcome"), tr("Missed"),
                                    tr("Catch-up"),  tr("Overlap"),      tr("Jitter"), tr("Paused")};
    return role == Qt::DisplayRole ? QVariant(titles.value(section)) : QVariant();
}

} // namespace once
