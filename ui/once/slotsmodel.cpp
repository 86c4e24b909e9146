// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/slotsmodel.h>

#include <once/glyph.h>
#include <once/theme.h>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostShown = 10'000;

QString kindWord(SlotKind kind)
{
    switch (kind) {
    case SlotKind::Regular:
        break;
    case SlotKind::CatchUp:
        return SlotsModel::tr("catch-up");
    case SlotKind::Manual:
        return SlotsModel::tr("by hand");
    case SlotKind::Backfill:
        return SlotsModel::tr("backfill");
    }
    return {};
}

bool isSame(const SlotRecord &a, const SlotRecord &b) { return a.due == b.due && a.nominal == b.nominal; }

} // namespace

SlotsModel::SlotsModel(const SchedulesModel *schedules, QObject *parent)
    : QAbstractTableModel(parent), m_schedules(schedules)
{
}

void SlotsModel::setSchedule(const QString &name)
{
    if (m_schedule == name)
        return;
    beginResetModel();
    m_schedule = name;
    m_slots = m_schedules->slotTable().newest(name, mostShown);
    endResetModel();
}

// None goes but the oldest, and nearly all come at the top.
void SlotsModel::refresh()
{
    const QList<SlotRecord> newest = m_schedules->slotTable().newest(m_schedule, mostShown);
    for (int row = 0; row < newest.size(); ++row) {
        if (row == m_slots.size() || !isSame(m_slots[row], newest[row]))
            insert(row, newest);
        m_slots[row] = newest[row];
    }
    if (newest.size() < m_slots.size()) {
        beginRemoveRows({}, int(newest.size()), int(m_slots.size()) - 1);
        m_slots.resize(newest.size());
        endRemoveRows();
    }
    if (!m_slots.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, slotColumnCount - 1));
}

// Those that come before the one that is there.
void SlotsModel::insert(int row, const QList<SlotRecord> &newest)
{
    qsizetype end = row + 1;
    while (end < newest.size() && (row == m_slots.size() || !isSame(m_slots[row], newest[end])))
        ++end;
    beginInsertRows({}, row, int(end) - 1);
    m_slots = m_slots.first(row) + newest.sliced(row, end - row) + m_slots.sliced(row);
    endInsertRows();
}

const RunRow *SlotsModel::runOf(const SlotRecord &slot) const
{
    const RunTable &runs = m_schedules->runs();
    const qsizetype row = slot.run ? runs.indexOf(slot.run) : -1;
    return row < 0 ? nullptr : &runs.at(row);
}

RunId SlotsModel::run(const QModelIndex &index) const { return index.isValid() ? m_slots.at(index.row()).run : 0; }

int SlotsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_slots.size()); }

int SlotsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : slotColumnCount; }

QString SlotsModel::text(const SlotRecord &slot, SlotColumn column) const
{
    switch (column) {
    case SlotColumn::Slot:
        return slot.until == Instant() ? slot.nominal : tr("%1 to %2").arg(slot.nominal, m_timeText(toMicroseconds(slot.until)));
    case SlotColumn::Decision:
        return decisionWord(slot.decision);
    case SlotColumn::Work:
        return runOf(slot) ? m_schedules->workName(runOf(slot)->work) : QString();
    case SlotColumn::Outcome:
        return runOf(slot) ? stateWord(runOf(slot)->status) : QString();
    case SlotColumn::Kind:
        return kindWord(slot.kind);
    case SlotColumn::Decided:
        return m_timeText(toMicroseconds(slot.decided));
    case SlotColumn::Reason:
        break;
    }
    return slot.reason;
}

QVariant SlotsModel::sign(const SlotRecord &slot, SlotColumn column) const
{
    if (column == SlotColumn::Decision)
        return signIcon(slot.decision);
    if (column == SlotColumn::Outcome && runOf(slot))
        return signIcon(runOf(slot)->status);
    return {};
}

// "2025-04-02T09:00, excluded, by 2025-04-02"
QString SlotsModel::accessibleText(const SlotRecord &slot) const
{
    QStringList parts{text(slot, SlotColumn::Slot), decisionWord(slot.decision).toLower()};
    if (const RunRow *run = runOf(slot))
        parts.append(tr("%1 %2").arg(m_schedules->workName(run->work), stateWord(run->status).toLower()));
    if (!slot.reason.isEmpty())
        parts.append(slot.reason);
    return parts.join(u", "_s);
}

QVariant SlotsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const SlotRecord &slot = m_slots.at(index.row());
    const auto column = SlotColumn(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(slot, column);
    case Qt::DecorationRole:
        return sign(slot, column);
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case Qt::ToolTipRole:
        return column == SlotColumn::Slot ? tr("due %1").arg(m_timeText.full(toMicroseconds(slot.due))) : text(slot, column);
    case Qt::AccessibleTextRole:
        return column == SlotColumn::Slot ? accessibleText(slot) : text(slot, column);
    default:
        return {};
    }
}

QVariant SlotsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | Qt::AlignLeft);
    static const QStringList titles{tr("Slot"), tr("Decision"), tr("Why"), tr("Work"), tr("Outcome"), tr("Kind"), tr("Decided")};
    return role == Qt::DisplayRole ? QVariant(titles.value(section)) : QVariant();
}

} // namespace once
