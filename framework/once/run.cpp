// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/run.h>

#include <array>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array statusWords{"notStarted"_L1, "queued"_L1,    "running"_L1,  "succeeded"_L1,
                                 "failed"_L1,     "cancelled"_L1, "timedOut"_L1, "lost"_L1};

} // namespace

QString toWord(Status status)
{
    return statusWords.at(std::size_t(status));
}

std::optional<Status> statusFromWord(QStringView word)
{
    const auto it = std::ranges::find_if(statusWords, [word](QLatin1StringView known) { return known == word; });
    if (it == statusWords.end())
        return {};
    return Status(it - statusWords.begin());
}

QList<StatusChange> statusesOf(const Run &run)
{
    QList<StatusChange> changes{{Status::Queued, run.queued, 1}};
    for (const Attempt &attempt : run.attempts) {
        const int number = changes.constLast().attempt;
        changes.append({Status::Running, attempt.started, number});
        changes.append({attempt.status, attempt.finished, number});
        changes.append({Status::Queued, attempt.finished, number + 1});
    }
    const int number = changes.constLast().attempt;
    if (run.started != Instant())
        changes.append({Status::Running, run.started, number});
    if (isFinished(run.status))
        changes.append({run.status, run.finished, number});
    return changes;
}

QString belowRoot(const QString &path)
{
    return path.startsWith("root."_L1) ? path.sliced(5) : path;
}

} // namespace once
