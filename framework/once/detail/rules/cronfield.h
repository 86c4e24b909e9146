// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/rules/numberset.h>
#include <once/detail/rules/reader.h>

namespace once::detail {

// What may stand in one of the fields of a cron rule.
struct CronField
{
    QLatin1StringView name;
    int first, last;
    QLatin1StringView names; // of three letters each, from `first` on

    bool isWeekday() const { return last == 7; } // where 0 and 7 are one
    int lastOpen() const { return isWeekday() ? 6 : last; } // of what has no end: *, 5/10
    int lastHashed() const { return last == 31 ? 28 : lastOpen(); } // a day that every month has
    int size() const { return lastOpen() - first + 1; }
    QString range() const; // "0 to 59"
};

// Reads the items of one field: lists of numbers, names, ranges, steps and H.
class CronFieldReader
{
public:
    CronFieldReader(const CronField &field, Reader reader, const QByteArray &seed)
        : m_field(field), m_reader(reader), m_seed(seed)
    {
    }

    Reader &reader() { return m_reader; }
    bool isOpen() const { return m_isOpen; } // has * or /

    int value();
    // One item but for what only days have.
    NumberSet item();
    // The comma after an item, or the end. Whether there is another item.
    bool takeComma();

private:
    std::optional<int> named();
    NumberSet hashed();
    NumberSet range();
    std::optional<int> takeStep();

    const CronField &m_field;
    Reader m_reader;
    const QByteArray &m_seed;
    bool m_isOpen = false;
};

} // namespace once::detail
