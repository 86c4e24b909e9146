// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/rules/calendarpart.h>

namespace once::detail {

using namespace Qt::StringLiterals;

int CalendarPart::readNumber(Reader &reader) const
{
    const auto number = reader.number();
    if (!number)
        reader.fail(u"The %1 is %2 to %3; here is %4."_s.arg(name).arg(first).arg(last).arg(reader.here()));
    if (number->value < first || number->value > last)
        Reader::fail(number->position,
                     u"The %1 is %2 to %3; here is %4."_s.arg(name).arg(first).arg(last).arg(number->value));
    return number->value;
}

CalendarItem CalendarPart::readItem(Reader &reader, bool *isOpen) const
{
    const qsizetype begin = reader.at();
    const bool isAny = reader.take(u'*');
    CalendarItem item{.first = isAny ? first : readNumber(reader)};
    item.last = isAny ? last : item.first;
    const bool isRange = !isAny && reader.take(".."_L1);
    if (isRange)
        item.last = readNumber(reader);
    if (item.last < item.first)
        Reader::fail(begin, u"The range %1..%2 goes backwards."_s.arg(item.first).arg(item.last));
    const bool isRepeated = reader.take(u'/');
    if (isRepeated)
        item = {item.first, isRange ? item.last : last, readStep(reader)};
    item.hasLast = !isAny && (isRange || !isRepeated);
    if (isOpen)
        *isOpen |= isAny || isRepeated;
    return item;
}

int CalendarPart::readStep(Reader &reader) const
{
    const qsizetype begin = reader.at();
    const auto step = reader.number();
    if (!step || step->value < 1 || step->value > last - first)
        Reader::fail(begin,
                     u"After “/” stands after how many the %1 comes again: 1 to %2; here is %3."_s.arg(name)
                         .arg(last - first)
                         .arg(step ? QString::number(step->value) : reader.here()));
    return step->value;
}

std::vector<CalendarItem> CalendarPart::read(Reader &reader, bool *isOpen) const
{
    std::vector<CalendarItem> items;
    do
        items.push_back(readItem(reader, isOpen));
    while (reader.take(u','));
    return items;
}

NumberSet CalendarPart::numbers(Reader &reader, bool *isOpen) const
{
    NumberSet numbers;
    for (const CalendarItem &item : read(reader, isOpen))
        numbers |= NumberSet::of(item.first, item.last, item.step);
    return numbers;
}

} // namespace once::detail
