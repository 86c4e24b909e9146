// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/rules/cronfield.h>

#include <once/digest.h>

#include <algorithm>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

// Equal for equal seeds on every machine; fields differ from one another.
unsigned hashOf(const QByteArray &seed, QLatin1StringView field)
{
    const Digest digest = Digest::of(seed + '/' + QByteArray(field.data(), field.size()));
    unsigned hash = 0;
    for (const char byte : digest.bytes().first(4))
        hash = hash << 8 | static_cast<unsigned char>(byte);
    return hash;
}

} // namespace

QString CronField::range() const
{
    const QString numbers = u"%1 to %2"_s.arg(first).arg(last);
    return !names.isEmpty() ? u"%1, or %2 to %3"_s.arg(numbers, names.first(3), names.last(3)) : numbers;
}

std::optional<int> CronFieldReader::named()
{
    const QStringView word = m_reader.rest().first(std::min<qsizetype>(3, m_reader.rest().size()));
    for (qsizetype at = 0; word.size() == 3 && at < m_field.names.size(); at += 3)
        if (word.compare(m_field.names.sliced(at, 3), Qt::CaseInsensitive) == 0) {
            m_reader.take(m_field.names.sliced(at, 3));
            return m_field.first + int(at / 3);
        }
    return {};
}

int CronFieldReader::value()
{
    if (const auto value = named())
        return *value;
    const auto number = m_reader.number();
    if (!number)
        m_reader.fail(u"The %1 is %2; here is %3."_s.arg(m_field.name, m_field.range(), m_reader.here()));
    if (number->value < m_field.first || number->value > m_field.last)
        Reader::fail(number->position,
                     u"The %1 is %2; here is %3."_s.arg(m_field.name, m_field.range()).arg(number->value));
    return number->value;
}

NumberSet CronFieldReader::item()
{
    if (m_reader.take(u'*') || m_reader.take(u'?')) {
        m_isOpen = true;
        return NumberSet::of(m_field.first, m_field.lastOpen(), takeStep().value_or(1));
    }
    if (m_reader.take("H"_L1))
        return hashed();
    return range();
}

NumberSet CronFieldReader::range()
{
    const qsizetype begin = m_reader.at();
    const bool beginsWithName = !m_reader.peek().isDigit();
    const int first = value();
    if (!m_reader.take(u'-')) {
        const auto step = takeStep();
        return step ? NumberSet::of(first, std::max(first, m_field.lastOpen()), *step)
                    : NumberSet::of(first, first);
    }
    const bool hasNames = beginsWithName || !m_reader.peek().isDigit();
    int last = value();
    if (last < first && !hasNames)
        Reader::fail(begin,
                     u"The range %1-%2 goes backwards. Try %1-%3,%4-%2."_s.arg(first)
                         .arg(last)
                         .arg(m_field.lastOpen())
                         .arg(m_field.first));
    if (last < first)
        last += m_field.size();
    const int step = takeStep().value_or(1);
    NumberSet set;
    for (int number = first; number <= last; number += step)
        set.add(number > m_field.last ? number - m_field.size() : number);
    return set;
}

std::optional<int> CronFieldReader::takeStep()
{
    if (!m_reader.take(u'/'))
        return {};
    m_isOpen = true;
    const qsizetype begin = m_reader.at();
    const auto step = m_reader.number();
    if (!step || step->value < 1 || step->value >= m_field.size())
        Reader::fail(
            begin,
            u"The step of the %1 is 1 to %2; here is %3. Lengths of any kind go with “every”: every 90m."_s
                .arg(m_field.name)
                .arg(m_field.size() - 1)
                .arg(step ? QString::number(step->value) : m_reader.here()));
    return step->value;
}

// A number of the field, or the first of some a step apart, that is another one for each seed.
NumberSet CronFieldReader::hashed()
{
    int first = m_field.first, last = m_field.lastHashed();
    if (m_reader.take(u'(')) {
        const qsizetype begin = m_reader.at();
        first = value();
        const bool isRange = m_reader.take(u'-');
        last = isRange ? value() : first;
        if (!isRange || last < first || !m_reader.take(u')'))
            Reader::fail(begin,
                         u"In the brackets after H stands a range, such as H(%1-%2)."_s.arg(m_field.first)
                             .arg(m_field.lastHashed()));
    }
    const int size = last - first + 1;
    const auto hash = hashOf(m_seed, m_field.name);
    if (const auto step = takeStep())
        return NumberSet::of(first + int(hash % unsigned(std::min(*step, size))), last, *step);
    const int number = first + int(hash % unsigned(size));
    return NumberSet::of(number, number);
}

bool CronFieldReader::takeComma()
{
    if (m_reader.isAtEnd())
        return false;
    if (!m_reader.take(u','))
        m_reader.fail(
            u"The %1 ends here or goes on with a comma; here is %2."_s.arg(m_field.name, m_reader.here()));
    return true;
}

} // namespace once::detail
