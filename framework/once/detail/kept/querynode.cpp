// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/querynode.h>

namespace once::detail {

namespace {

bool isMeant(const QString &path, const QString &pattern)
{
    if (fits(path.sliced(path.lastIndexOf(u'.') + 1), pattern))
        return true;
    for (qsizetype end = path.size(); end > 0; end = path.lastIndexOf(u'.', end - 1)) {
        if (fits(QStringView(path).first(end), pattern))
            return true;
        if (!path.first(end).contains(u'.'))
            return false;
    }
    return false;
}

} // namespace

// Walks both, going back to the last star where they part.
bool fits(QStringView text, QStringView pattern)
{
    qsizetype t = 0, p = 0, star = -1, resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            resume = t;
        } else if (p < pattern.size()
                   && (pattern[p] == u'?' || pattern[p].toCaseFolded() == text[t].toCaseFolded())) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

bool QueryNode::matches(const RunRow &row) const
{
    const auto match = [&row](const QueryNode &node) { return node.matches(row); };
    switch (kind) {
    case Kind::All:
        return std::ranges::all_of(children, match);
    case Kind::Any:
        return std::ranges::any_of(children, match);
    case Kind::None:
        return std::ranges::none_of(children, match);
    case Kind::State:
        return bits >> unsigned(row.status) & 1;
    case Kind::Why:
        return row.status != Status::NotStarted && (bits >> unsigned(row.cause) & 1);
    case Kind::Work:
        return hasWork(row);
    case Kind::Text:
        return hasWork(row) || std::ranges::binary_search(found, row.id);
    default:
        const qint64 value = number(row);
        return value >= lowest && value <= highest;
    }
}

bool QueryNode::hasWork(const RunRow &row) const
{
    return std::size_t(row.work) < works.size() && works[std::size_t(row.work)];
}

qint64 QueryNode::number(const RunRow &row) const
{
    switch (kind) {
    case Kind::Id:
        return row.id;
    case Kind::Tick:
        return row.tick;
    case Kind::Duration:
        return row.startedUs == 0 ? 0 : (row.finishedUs ? row.finishedUs : nowUs) - row.startedUs;
    default:
        return row.startedUs ? row.startedUs : row.queuedUs;
    }
}

bool QueryNode::searchesText() const
{
    return kind == Kind::Text || std::ranges::any_of(children, &QueryNode::searchesText);
}

void QueryNode::bind(const QList<HistoryWork> &all)
{
    for (QueryNode &child : children)
        child.bind(all);
    if (kind != Kind::Work && kind != Kind::Text)
        return;
    works.clear();
    for (const HistoryWork &work : all) {
        const QString path = belowRoot(work.path);
        const bool meant = kind == Kind::Text
            ? path.contains(patterns.first(), Qt::CaseInsensitive)
            : std::ranges::any_of(patterns, [&](const QString &pattern) { return isMeant(path, pattern); });
        if (meant && work.id >= 0) {
            works.resize(std::max(works.size(), std::size_t(work.id) + 1));
            works[std::size_t(work.id)] = true;
        }
    }
}

void QueryNode::bind(History &history)
{
    for (QueryNode &child : children)
        child.bind(history);
    if (kind != Kind::Text)
        return;
    const QList<RunId> ids = history.search(patterns.first());
    found.assign(ids.begin(), ids.end());
    std::ranges::sort(found);
}

} // namespace once::detail
