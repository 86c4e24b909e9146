// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/rules/calendar.h>

#include <once/detail/rules/calendarpart.h>
#include <once/detail/rules/checking.h>

#include <QLocale>

#include <algorithm>
#include <array>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr CalendarPart yearPart{"year"_L1, firstYear, lastYear}, monthPart{"month"_L1, 1, 12},
    dayPart{"day of the month"_L1, 1, 31}, dayFromEndPart{"day from the month's end"_L1, 1, 28},
    hourPart{"hour"_L1, 0, 23}, minutePart{"minute"_L1, 0, 59}, secondPart{"second"_L1, 0, 59};

struct Shorthand
{
    QLatin1StringView name;
    QStringView rule;
};

constexpr std::array shorthands{Shorthand{"minutely"_L1, u"*-*-* *:*"},
                                Shorthand{"hourly"_L1, u"*-*-* *:00"},
                                Shorthand{"daily"_L1, u"*-*-* 00:00"},
                                Shorthand{"weekly"_L1, u"Mon *-*-* 00:00"},
                                Shorthand{"monthly"_L1, u"*-*-01 00:00"},
                                Shorthand{"quarterly"_L1, u"*-01,04,07,10-01 00:00"},
                                Shorthand{"semiannually"_L1, u"*-01,07-01 00:00"},
                                Shorthand{"yearly"_L1, u"*-01-01 00:00"},
                                Shorthand{"annually"_L1, u"*-01-01 00:00"}};

bool isAsciiLetter(QChar c) { return c.unicode() < 128 && c.isLetter(); }

class CalendarParser
{
public:
    explicit CalendarParser(QStringView text) : m_reader(text) { }

    Fields parse();

private:
    NumberSet weekdays(Reader part) const;
    int weekday(Reader &part) const;
    void date(Reader part);
    void days(Reader &part, bool areFromEnd);
    void time(Reader part);
    void refuseZone() const;

    Reader m_reader;
    Fields m_fields;
};

Fields CalendarParser::parse()
{
    m_reader.skipSpaces();
    DayPlaces places{m_reader.at(), m_reader.at()};
    if (isAsciiLetter(m_reader.peek()))
        m_fields.weekDays = {.every = weekdays(m_reader.part())};
    refuseZone();
    places.monthDays = m_reader.at();
    if (Reader ahead = m_reader; !m_reader.isAtEnd() && !ahead.part().rest().contains(u':'))
        date(m_reader.part());
    refuseZone();
    if (m_reader.isAtEnd())
        m_fields.minutes = m_fields.hours = NumberSet::of(0, 0), m_fields.isFixed = true;
    else
        time(m_reader.part());
    refuseZone();
    if (!m_reader.isAtEnd())
        m_reader.fail(u"After the time of the day comes nothing more."_s);
    refuseImpossible(m_fields, places);
    return m_fields;
}

void CalendarParser::refuseZone() const
{
    if (isAsciiLetter(m_reader.peek()))
        m_reader.fail(u"A rule names no zone: it is given apart."_s);
}

int CalendarParser::weekday(Reader &part) const
{
    const Reader before = part;
    const QString name = part.letters().toString();
    for (int day = 1; day <= 7; ++day)
        for (const auto format : {QLocale::ShortFormat, QLocale::LongFormat})
            if (name.compare(QLocale::c().dayName(day, format), Qt::CaseInsensitive) == 0)
                return day;
    if (before.at() == 0 && part.isAtEnd())
        before.fail(
            u"%1 is no day of the week, date or time of the day; nor is this in cron's way, such as 30 9 * * 1-5."_s
                .arg(before.here()));
    before.fail(u"A day of the week is Mon to Sun; here is %1."_s.arg(before.here()));
}

NumberSet CalendarParser::weekdays(Reader part) const
{
    NumberSet days;
    do {
        const int first = weekday(part);
        int last = first;
        if (part.take(".."_L1) || part.take(u'-'))
            last = weekday(part);
        for (int day = first; day <= (last < first ? last + 7 : last); ++day)
            days.add(day % 7);
    } while (part.take(u','));
    if (!part.isAtEnd())
        part.fail(u"The days of the week end here or go on with a comma; here is %1."_s.arg(part.here()));
    return days;
}

// "2026-12-24", "12-24", and with ~ before a day that is counted from the month's end.
void CalendarParser::date(Reader part)
{
    const QStringView text = part.rest();
    const auto separators = text.count(u'-') + text.count(u'~');
    if (separators == 2) {
        const bool isAny = part.peek() == u'*';
        for (const CalendarItem &item : yearPart.read(part))
            m_fields.years.push_back({item.first, item.last, item.step});
        if (isAny && m_fields.years.front().step == 1)
            m_fields.years.clear();
        if (!part.take(u'-'))
            part.fail(u"After the year stands “-” and the month; here is %1."_s.arg(part.here()));
    }
    m_fields.months = monthPart.numbers(part);
    const bool areFromEnd = part.take(u'~');
    if (!areFromEnd && !part.take(u'-'))
        part.fail(
            u"A date is year-month-day or month-day, with * for any of them; after the month is %1."_s.arg(
                part.here()));
    days(part, areFromEnd);
    if (!part.isAtEnd())
        part.fail(u"The date ends here or goes on with a comma; here is %1."_s.arg(part.here()));
}

void CalendarParser::days(Reader &part, bool areFromEnd)
{
    if (!areFromEnd) {
        m_fields.monthDays.days = dayPart.numbers(part);
        return;
    }
    m_fields.monthDays = {};
    NumberSet &found = m_fields.monthDays.fromEnd;
    for (const CalendarItem &item : dayFromEndPart.read(part)) {
        if (item.hasLast)
            found |= NumberSet::of(item.first - 1, item.last - 1, item.step);
        else if (item.first == 1)
            found |= NumberSet::of(0, 30, item.step);
        else // towards the end
            for (int day = item.first; day > 0; day -= item.step)
                found.add(day - 1);
    }
}

void CalendarParser::time(Reader part)
{
    bool isOpen = false;
    m_fields.hours = hourPart.numbers(part, &isOpen);
    if (!part.take(u':'))
        part.fail(u"A time of the day is hour:minute or hour:minute:second; after the hour is %1."_s.arg(
            part.here()));
    m_fields.minutes = minutePart.numbers(part, &isOpen);
    if (part.take(u':'))
        m_fields.seconds = secondPart.numbers(part);
    if (part.peek() == u'.')
        part.fail(u"A rule has no parts of a second."_s);
    if (!part.isAtEnd())
        part.fail(u"The time of the day ends here or goes on with a comma; here is %1."_s.arg(part.here()));
    m_fields.isFixed = !isOpen;
}

} // namespace

Fields parseCalendar(const QString &text)
{
    Reader reader(text);
    reader.skipSpaces();
    const QStringView word = reader.part().rest();
    for (const Shorthand &shorthand : shorthands) {
        if (word.compare(shorthand.name, Qt::CaseInsensitive) != 0)
            continue;
        if (!reader.isAtEnd())
            reader.fail(u"After “%1” comes nothing more: a zone is given apart."_s.arg(word));
        return CalendarParser(shorthand.rule).parse();
    }
    return CalendarParser(text).parse();
}

bool looksLikeCalendar(const QString &text)
{
    const QStringList words = text.simplified().split(u' ');
    const auto hasDate = [](const QString &word) {
        return word.count(u'-') == 2 || word.contains(u"*-"_s) || word.contains(u"-*"_s);
    };
    if (text.contains(u'@'))
        return false;
    if (text.contains(u':') || text.contains(u".."_s) || text.contains(u'~') || words.size() == 1)
        return true;
    const bool hasWord =
        words.front().size() > 2 && std::ranges::all_of(words.front().first(3), isAsciiLetter);
    return words.size() < 4 && (hasWord || std::ranges::any_of(words, hasDate));
}

} // namespace once::detail
