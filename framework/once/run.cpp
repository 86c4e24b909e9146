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

QString belowRoot(const QString &path)
{
    return path.startsWith("root."_L1) ? path.sliced(5) : path;
}

} // namespace once
