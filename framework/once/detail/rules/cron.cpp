// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/rules/cron.h>

#include <once/detail/rules/checking.h>
#include <once/detail/rules/cronfield.h>

#include <array>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr CronField secondField{"second"_L1, 0, 59, {}}, minuteField{"minute"_L1, 0, 59, {}},
    hourField{"hour"_L1, 0, 23, {}}, monthDayField{"day of the month"_L1, 1, 31, {}},
    monthField{"month"_L1, 1, 12, "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"_L1},
    weekdayField{"day of the week"_L1, 0, 7, "SUNMONTUEWEDTHUFRISAT"_L1};

struct Macro
{
    QLatin1StringView name, fields;
};

constexpr std::array macros{Macro{"@yearly"_L1, "0 0 1 1 *"_L1},  Macro{"@annually"_L1, "0 0 1 1 *"_L1},
                            Macro{"@monthly"_L1, "0 0 1 * *"_L1}, Macro{"@weekly"_L1, "0 0 * * 0"_L1},
                            Macro{"@daily"_L1, "0 0 * * *"_L1},   Macro{"@midnight"_L1, "0 0 * * *"_L1},
                            Macro{"@hourly"_L1, "0 * * * *"_L1}};

bool beginsOpen(const Reader &reader) { return reader.peek() == u'*' || reader.peek() == u'?'; }

bool isYear(Reader reader)
{
    const auto number = reader.number();
    return number && number->value >= firstYear;
}

class CronParser
{
public:
    CronParser(const QString &text, const QByteArray &seed) : m_text(text), m_seed(seed) { }

    Fields parse();

private:
    std::vector<Reader> parts() const;
    NumberSet numbers(const CronField &field, Reader part, bool &isOpen) const;
    MonthDays monthDays(Reader part) const;
    WeekDays weekDays(Reader part) const;
    void addMonthDays(CronFieldReader &items, MonthDays &days) const;
    void addWeekDays(CronFieldReader &items, WeekDays &days) const;

    const QString &m_text;
    const QByteArray &m_seed;
};

std::vector<Reader> CronParser::parts() const
{
    std::vector<Reader> parts;
    Reader reader(m_text);
    for (reader.skipSpaces(); !reader.isAtEnd();) {
        if (parts.size() == 6 || (parts.size() == 5 && isYear(reader)))
            reader.fail(u"A cron rule ends with the day of the week: there is no field for years."_s);
        parts.push_back(reader.part());
    }
    if (parts.size() < 5)
        reader.fail(u"A cron rule has five fields (minute, hour, day of the month, month, day of the week) "
                    u"or, seconds first, "
                    "six; here %1."_s.arg(parts.size() == 1 ? u"is 1"_s : u"are %1"_s.arg(parts.size())));
    return parts;
}

NumberSet CronParser::numbers(const CronField &field, Reader part, bool &isOpen) const
{
    CronFieldReader items(field, part, m_seed);
    NumberSet numbers;
    do
        numbers |= items.item();
    while (items.takeComma());
    isOpen |= items.isOpen();
    return numbers;
}

void CronParser::addMonthDays(CronFieldReader &items, MonthDays &days) const
{
    Reader &reader = items.reader();
    if (reader.take("LW"_L1)) {
        days.lastWeekday = true;
    } else if (reader.take("L"_L1)) {
        const auto back = reader.take(u'-') ? reader.number() : Reader::Number{0, reader.at()};
        if (!back || back->value > 30)
            Reader::fail(back ? back->position : reader.at(),
                         u"After “L-” stands how many days before the last one: 1 to 30."_s);
        days.fromEnd.add(back->value);
    } else {
        const qsizetype begin = reader.at();
        const NumberSet item = items.item();
        if (!reader.take("W"_L1))
            days.days |= item;
        else if (item.size() == 1)
            days.nearestWeekdays |= item;
        else
            Reader::fail(begin, u"W goes with one day: 15W is the weekday nearest to the 15th."_s);
    }
}

MonthDays CronParser::monthDays(Reader part) const
{
    CronFieldReader items(monthDayField, part, m_seed);
    MonthDays days;
    do
        addMonthDays(items, days);
    while (items.takeComma());
    return days;
}

void CronParser::addWeekDays(CronFieldReader &items, WeekDays &days) const
{
    Reader &reader = items.reader();
    const qsizetype begin = reader.at();
    if (reader.take("L"_L1))
        Reader::fail(begin, u"L alone is a day of the month. The last Friday of the month is 5L."_s);
    NumberSet item = items.item();
    if (item.contains(7))
        item = (item & NumberSet::of(0, 6)) | NumberSet::of(0, 0);
    const bool isLast = reader.take("L"_L1), isNth = !isLast && reader.take(u'#');
    if ((isLast || isNth) && item.size() != 1)
        Reader::fail(
            begin, u"L and # go with one day: 5L is the last Friday of the month, 2#3 its third Tuesday."_s);
    if (isLast) {
        days.last |= item;
    } else if (isNth) {
        const auto nth = reader.number();
        if (!nth || nth->value < 1 || nth->value > 5)
            Reader::fail(nth ? nth->position : reader.at(),
                         u"After # stands which one of the month it is: 1 to 5."_s);
        days.nth[std::size_t(nth->value - 1)] |= item;
    } else {
        days.every |= item;
    }
}

WeekDays CronParser::weekDays(Reader part) const
{
    CronFieldReader items(weekdayField, part, m_seed);
    WeekDays days;
    do
        addWeekDays(items, days);
    while (items.takeComma());
    return days;
}

Fields CronParser::parse()
{
    const std::vector<Reader> parts = this->parts();
    const std::size_t first = parts.size() - 5;
    Fields fields;
    bool isOpen = false, ignored = false;
    if (first == 1)
        fields.seconds = numbers(secondField, parts[0], ignored);
    fields.minutes = numbers(minuteField, parts[first], isOpen);
    fields.hours = numbers(hourField, parts[first + 1], isOpen);
    fields.isFixed = !isOpen;
    fields.monthDays = monthDays(parts[first + 2]);
    fields.months = numbers(monthField, parts[first + 3], ignored);
    Reader weekPart = parts[first + 4];
    const bool asksForBoth = weekPart.take(u'+');
    fields.weekDays = weekDays(weekPart);
    if (!asksForBoth && !beginsOpen(parts[first + 2]) && !beginsOpen(weekPart))
        fields.join = Fields::Join::Either;
    refuseImpossible(fields, {parts[first + 2].at(), parts[first + 4].at()});
    return fields;
}

} // namespace

Fields parseCron(const QString &text, const QByteArray &seed)
{
    Reader reader(text);
    reader.skipSpaces();
    if (reader.peek() != u'@')
        return CronParser(text, seed).parse();
    for (const Macro &macro : macros)
        if (reader.rest().trimmed().compare(macro.name, Qt::CaseInsensitive) == 0)
            return CronParser(macro.fields, {}).parse();
    reader.fail(u"There are @yearly, @annually, @monthly, @weekly, @daily, @midnight and @hourly."_s);
}

} // namespace once::detail
