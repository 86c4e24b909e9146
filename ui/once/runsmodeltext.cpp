// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/runsmodel.h>
#include <once/theme.h>

#include <QFontDatabase>
#include <QTimer>

namespace once {

using namespace Qt::StringLiterals;

namespace {

QString skipReason(SkipCause cause)
{
    switch (cause) {
    case SkipCause::SameProps:
        return RunsModel::tr("same props as run %1");
    case SkipCause::AlreadyRunning:
        return RunsModel::tr("run %1 was under way");
    case SkipCause::FailedBefore:
        return RunsModel::tr("failed with these props in run %1");
    case SkipCause::NotYetDue:
        return RunsModel::tr("not yet due again after run %1");
    case SkipCause::Paused:
        return RunsModel::tr("the work is paused");
    case SkipCause::Busy:
        return RunsModel::tr("busy with other props");
    }
    return {};
}

bool isRightAligned(RunColumn column)
{
    return column == RunColumn::Duration || column == RunColumn::Tick || column == RunColumn::Waited
        || column == RunColumn::Id || column == RunColumn::Try;
}

// Until the details were read.
QString shortCause(Cause::Kind kind)
{
    Cause cause;
    cause.kind = kind;
    return shortText(cause);
}

} // namespace

int RunsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

int RunsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : runColumnCount; }

QVariant RunsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const RunRef ref = m_rows[std::size_t(index.row())];
    const auto column = RunColumn(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(ref, index.row(), column);
    case StatusRole:
        return int(m_order.row(ref).status);
    case IdRole:
        return m_order.row(ref).id;
    case IsSkipRole:
        return ref.isSkip();
    case WorkRole:
        return m_workPaths.value(m_order.row(ref).work);
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case Qt::ToolTipRole:
        return toolTip(ref, index.row(), column);
    case Qt::AccessibleTextRole:
        return column == RunColumn::State ? accessibleText(ref, index.row()) : text(ref, index.row(), column);
    default:
        return {};
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isRightAligned(RunColumn(section)) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::FontRole && RunColumn(section) == RunColumn::Props)
        return QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (role != Qt::DisplayRole)
        return {};
    static const QStringList titles{tr("State"),  tr("Work"),  tr("Started"), tr("Duration"),
                                    tr("Why"),    tr("Props"), tr("Result"),  tr("Tick"),
                                    tr("Waited"), tr("Run"),   tr("Try")};
    return titles.value(section);
}

QString RunsModel::text(RunRef ref, int row, RunColumn column) const
{
    const RunRow &run = m_order.row(ref);
    switch (column) {
    case RunColumn::State:
        return stateWord(run.status);
    case RunColumn::Work:
        return m_workNames.value(run.work);
    case RunColumn::Started:
        return m_timeText(run.startedUs);
    case RunColumn::Duration:
        return durationOf(run);
    case RunColumn::Tick:
        return grouped(run.tick);
    default:
        break;
    }
    if (ref.isSkip())
        return skipText(m_order.skips.at(ref.row()), column);
    if (column == RunColumn::Waited)
        return run.startedUs && run.queuedUs ? durationText(Microseconds(run.startedUs - run.queuedUs))
                                             : QString();
    if (column == RunColumn::Id)
        return grouped(run.id);
    if (column == RunColumn::Try)
        return grouped(run.attempt);
    const RunTexts *known = texts(ref, row);
    if (column == RunColumn::Why)
        return known ? known->why : shortCause(run.cause);
    if (!known)
        return {};
    return column == RunColumn::Props ? known->props : known->result;
}

QString RunsModel::skipText(const SkipRow &skip, RunColumn column) const
{
    if (column != RunColumn::Why)
        return {};
    return tr("skipped ×%1: %2").arg(grouped(skip.count), skipReason(skip.cause).replace("%1"_L1, grouped(skip.row.id)));
}

QString RunsModel::durationOf(const RunRow &row) const
{
    if (row.startedUs == 0)
        return {};
    if (row.finishedUs)
        return row.finishedUs == row.startedUs ? QString()
                                               : durationText(Microseconds(row.finishedUs - row.startedUs));
    if (isFinished(row.status))
        return {};
    return durationText(Microseconds(m_nowUs() - row.startedUs)) + u" …"_s;
}

QString RunsModel::accessibleText(RunRef ref, int row) const
{
    const auto part = [&](RunColumn column) { return text(ref, row, column); };
    return tr("%1, %2, started %3, took %4, because %5")
        .arg(part(RunColumn::State), part(RunColumn::Work), part(RunColumn::Started),
             part(RunColumn::Duration), part(RunColumn::Why));
}

QString RunsModel::toolTip(RunRef ref, int row, RunColumn column) const
{
    const RunRow &run = m_order.row(ref);
    switch (column) {
    case RunColumn::Started:
        return m_timeText.full(run.startedUs);
    case RunColumn::Duration:
        return run.startedUs && run.finishedUs ? tr("%1 µs").arg(grouped(run.finishedUs - run.startedUs))
                                               : QString();
    default:
        return text(ref, row, column);
    }
}

// The texts that are kept; those that are not are asked for together once the painting is done.
const RunTexts *RunsModel::texts(RunRef ref, int row) const
{
    const RunId id = m_order.row(ref).id;
    if (const RunTexts *known = m_texts.object(id))
        return known;
    if (m_asked.contains(id))
        return nullptr;
    if (m_wanted.isEmpty())
        QTimer::singleShot(0, this, [self = const_cast<RunsModel *>(this)] { self->askForTexts(); });
    m_wanted.insert(id, row);
    return nullptr;
}

void RunsModel::askForTexts()
{
    const QList<RunId> ids = m_wanted.keys();
    m_asked.insert(m_wanted);
    m_wanted.clear();
    Q_EMIT textsWanted(ids);
}

} // namespace once
