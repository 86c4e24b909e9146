// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/rules/fields.h>
#include <once/detail/rules/reader.h>

namespace once::detail {

// "7", "1..5", "1..5/2".
struct CalendarItem
{
    int first = 0, last = 0, step = 1;
    bool hasLast = true; // else it is as large as can be: "0/15", "*"
};

// What may stand in one part of a calendar rule.
struct CalendarPart
{
    QLatin1StringView name;
    int first, last;

    std::vector<CalendarItem> read(Reader &reader, bool *isOpen = nullptr) const;
    NumberSet numbers(Reader &reader, bool *isOpen = nullptr) const;

private:
    CalendarItem readItem(Reader &reader, bool *isOpen) const;
    int readNumber(Reader &reader) const;
    int readStep(Reader &reader) const;
};

} // namespace once::detail
