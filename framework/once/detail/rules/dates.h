// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/digest.h>
#include <once/rule.h>

#include <QMutex>

#include <set>

namespace once::detail {

using Day = std::chrono::local_days;

// "2026-12-24"; none for all else.
std::optional<Day> parseDay(QStringView text);

// "2026-12-24..2027-01-01", or one day.
struct DayRange
{
    Day first, last;

    static std::optional<DayRange> parse(const QString &text);
    bool contains(Day day) const { return day >= first && day <= last; }
};

// A file with a date in each line, read again when it has changed. While it cannot be read or understood, what it
// held before stands. Any thread.
class DayFile
{
public:
    explicit DayFile(const QString &path); // throws RuleError when it cannot be read

    bool contains(Day day) const;

private:
    std::optional<std::set<Day>> read(QString *mistake) const;

    const QString m_path;
    mutable QMutex m_mutex;
    mutable Digest m_digest;
    mutable std::set<Day> m_days;
};

} // namespace once::detail
