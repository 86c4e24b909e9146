// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/cachemodel.h>

#include <once/glyph.h>
#include <once/theme.h>

#include <algorithm>

namespace once {

using namespace Qt::StringLiterals;

namespace {

bool isNumber(CacheColumn column)
{
    return column == CacheColumn::Hits || column == CacheColumn::Size || column == CacheColumn::Saved;
}

QString madeBy(const StoredCall &call)
{
    if (call.run == 0)
        return call.origin;
    return call.origin.isEmpty() ? CacheModel::tr("run %1").arg(call.run) : CacheModel::tr("run %1 of %2").arg(QString::number(call.run), call.origin);
}

} // namespace

void CacheModel::setContent(const CacheContent &content, Instant now)
{
    m_timeText.setNow(toMicroseconds(now));
    m_content = content;
    m_names.clear();
    for (const FunctionSummary &function : content.functions)
        m_names.insert(function.id, belowRoot(function.name));
    order();
}

void CacheModel::setFilter(const QString &filter)
{
    m_words = filter.split(u' ', Qt::SkipEmptyParts);
    order();
}

void CacheModel::sort(int column, Qt::SortOrder order)
{
    m_column = CacheColumn(column);
    m_order = order;
    this->order();
}

void CacheModel::order()
{
    beginResetModel();
    m_rows.clear();
    for (qsizetype row = 0; row < m_content.calls.size(); ++row)
        if (isShown(m_content.calls.at(row)))
            m_rows.push_back(qint32(row));
    const auto comesFirst = [this](qint32 a, qint32 b) {
        const StoredCall &one = m_content.calls.at(a), &other = m_content.calls.at(b);
        return m_order == Qt::AscendingOrder ? isBefore(one, other) : isBefore(other, one);
    };
    if (!std::ranges::is_sorted(m_rows, comesFirst)) // as they are read, they are by their last use
        std::ranges::stable_sort(m_rows, comesFirst);
    endResetModel();
}

bool CacheModel::isShown(const StoredCall &call) const
{
    const QString name = functionName(call);
    return std::ranges::all_of(m_words, [&](const QString &word) {
        return call.preview.contains(word, Qt::CaseInsensitive) || name.contains(word, Qt::CaseInsensitive)
            || call.origin.contains(word, Qt::CaseInsensitive) || (word.size() >= 4 && call.key.toHex().startsWith(word));
    });
}

bool CacheModel::isBefore(const StoredCall &a, const StoredCall &b) const
{
    switch (m_column) {
    case CacheColumn::Function:
        return functionName(a) < functionName(b);
    case CacheColumn::Props:
        return a.preview < b.preview;
    case CacheColumn::MadeBy:
        return std::tie(a.origin, a.run) < std::tie(b.origin, b.run);
    case CacheColumn::Made:
        return a.finished < b.finished;
    case CacheColumn::LastUsed:
        return a.lastUsed < b.lastUsed;
    case CacheColumn::Hits:
        return a.hits < b.hits;
    case CacheColumn::Size:
        return a.bytes < b.bytes;
    case CacheColumn::Saved:
        return a.saved() < b.saved();
    case CacheColumn::Pinned:
        break;
    }
    return a.isPinned < b.isPinned;
}

const StoredCall *CacheModel::call(const QModelIndex &index) const
{
    return index.isValid() && std::size_t(index.row()) < m_rows.size() ? &m_content.calls.at(m_rows[std::size_t(index.row())]) : nullptr;
}

QModelIndex CacheModel::indexOf(const CallKey &key) const
{
    const auto at = std::ranges::find_if(m_rows, [&](qint32 row) { return m_content.calls.at(row).key == key; });
    return at == m_rows.end() ? QModelIndex() : index(int(at - m_rows.begin()), 0);
}

QString CacheModel::totals() const
{
    qint64 calls = 0, bytes = 0, hits = 0;
    Microseconds saved{0};
    for (const FunctionSummary &function : m_content.functions) {
        calls += function.calls;
        bytes += function.bytes;
        hits += function.hits;
        saved += function.saved;
    }
    const QString all = tr("%1, %2, %3, %4 saved")
                            .arg(counted(calls, tr("call"), tr("calls")), bytesText(bytes), counted(hits, tr("hit"), tr("hits")), durationText(saved));
    if (calls > m_content.calls.size())
        return tr("%1 · the %2 used last are shown").arg(all, grouped(m_content.calls.size()));
    return m_words.isEmpty() ? all : tr("%1 · %2 shown").arg(all, grouped(rowCount()));
}

int CacheModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

int CacheModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : cacheColumnCount; }

QString CacheModel::text(const StoredCall &call, CacheColumn column) const
{
    switch (column) {
    case CacheColumn::Function:
        return functionName(call);
    case CacheColumn::Props:
        return call.preview;
    case CacheColumn::MadeBy:
        return madeBy(call);
    case CacheColumn::Made:
        return m_timeText(toMicroseconds(call.finished));
    case CacheColumn::LastUsed:
        return m_timeText(toMicroseconds(call.lastUsed));
    case CacheColumn::Hits:
        return grouped(call.hits);
    case CacheColumn::Size:
        return bytesText(call.bytes);
    case CacheColumn::Saved:
        return call.hits ? durationText(call.saved()) : QString();
    case CacheColumn::Pinned:
        break;
    }
    return call.isPinned ? tr("pinned") : QString();
}

QString CacheModel::toolTip(const StoredCall &call, CacheColumn column) const
{
    if (column == CacheColumn::Made || column == CacheColumn::LastUsed)
        return m_timeText.full(toMicroseconds(column == CacheColumn::Made ? call.finished : call.lastUsed));
    if (column == CacheColumn::Saved)
        return tr("%1 for each of %2").arg(durationText(call.duration), counted(call.hits, tr("hit"), tr("hits")));
    return column == CacheColumn::Props ? tr("%1\nkey %2").arg(call.preview, call.key.toHex()) : text(call, column);
}

// "sine, [1,"deg"], made Today 02:14:31, 38 hits, 139 MB, pinned"
QString CacheModel::accessibleText(const StoredCall &call) const
{
    QStringList parts{functionName(call), call.preview, tr("made %1").arg(text(call, CacheColumn::Made)),
                      counted(call.hits, tr("hit"), tr("hits")), bytesText(call.bytes)};
    if (call.isPinned)
        parts.append(tr("pinned"));
    if (call.status != Status::Succeeded)
        parts.append(stateWord(call.status).toLower());
    return parts.join(u", "_s);
}

QVariant CacheModel::data(const QModelIndex &index, int role) const
{
    const StoredCall *of = call(index);
    if (!of)
        return {};
    const auto column = CacheColumn(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text(*of, column);
    case Qt::DecorationRole:
        return column == CacheColumn::Function && of->status != Status::Succeeded ? QVariant(signIcon(of->status)) : QVariant();
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case Qt::ToolTipRole:
        return toolTip(*of, column);
    case Qt::AccessibleTextRole:
        return column == CacheColumn::Function ? accessibleText(*of) : text(*of, column);
    default:
        return {};
    }
}

QVariant CacheModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isNumber(CacheColumn(section)) ? Qt::AlignRight : Qt::AlignLeft));
    static const QStringList titles{tr("Function"), tr("Props"), tr("Made by"), tr("Made"), tr("Last used"),
                                    tr("Hits"),     tr("Size"),  tr("Saved"),   tr("Pinned")};
    return role == Qt::DisplayRole ? QVariant(titles.value(section)) : QVariant();
}

} // namespace once
