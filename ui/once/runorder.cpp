// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/runorder.h>

namespace once {

namespace {

struct Keyed
{
    qint64 key, id;
    RunRef ref;
    auto operator<=>(const Keyed &) const = default;
};

std::vector<Keyed> matching(const RunOrder &order)
{
    std::vector<Keyed> found;
    const auto take = [&](RunRef ref) {
        const RunRow &row = order.row(ref);
        if (order.query.matches(row))
            found.push_back({order.key(row), row.id, ref});
    };
    for (qsizetype row = 0; row < order.runs.size(); ++row)
        take(RunRef::run(row));
    for (qsizetype row = 0; row < order.skips.size(); ++row)
        take(RunRef::skip(row));
    return found;
}

qint64 startOf(const RunRow &row) { return row.startedUs ? row.startedUs : row.queuedUs; }

} // namespace

qint64 RunOrder::key(const RunRow &row) const
{
    switch (column) {
    case RunColumn::State:
        return qint64(row.status);
    case RunColumn::Work:
        return std::size_t(row.work) < workRanks.size() ? workRanks[std::size_t(row.work)] : -1;
    case RunColumn::Started:
        return startOf(row);
    case RunColumn::Duration:
        return row.startedUs ? (row.finishedUs ? row.finishedUs : nowUs) - row.startedUs : 0;
    case RunColumn::Why:
        return row.status == Status::NotStarted ? -1 : qint64(row.cause);
    case RunColumn::Tick:
        return row.tick;
    case RunColumn::Try:
        return row.attempt;
    case RunColumn::Waited:
        return row.startedUs && row.queuedUs ? row.startedUs - row.queuedUs : 0;
    default: // texts are read when they are seen, and sorted by age
        return row.id;
    }
}

bool RunOrder::isBefore(RunRef a, RunRef b) const
{
    const RunRow &left = row(a), &right = row(b);
    const Keyed first{key(left), left.id, a}, second{key(right), right.id, b};
    return direction == Qt::AscendingOrder ? first < second : first > second;
}

std::vector<RunRef> ordered(const RunOrder &order)
{
    std::vector<Keyed> keyed = matching(order);
    if (!std::ranges::is_sorted(keyed))
        std::ranges::sort(keyed);
    if (order.direction == Qt::DescendingOrder)
        std::ranges::reverse(keyed);
    std::vector<RunRef> refs;
    refs.reserve(keyed.size());
    std::ranges::transform(keyed, std::back_inserter(refs), &Keyed::ref);
    return refs;
}

RemovableTerm mostHelpfulRemoval(const RunOrder &order, const QList<HistoryWork> &works)
{
    RemovableTerm best;
    for (qsizetype term = 0; term < order.query.terms().size(); ++term) {
        const QString rest = order.query.withoutTerm(term);
        RunOrder without = order;
        without.query = Query::parse(rest, fromMicroseconds(order.nowUs));
        without.query.bind(works);
        const auto count = qsizetype(matching(without).size());
        const auto &[position, length] = order.query.terms().at(term);
        if (count > best.matches)
            best = {order.query.text().sliced(position, length).trimmed(), rest, count};
    }
    return best;
}

} // namespace once
