// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/rules/dates.h>

#include <once/detail/files/content.h>

#include <QFile>

namespace once::detail {

using namespace std::chrono;
using namespace Qt::StringLiterals;

std::optional<Day> parseDay(QStringView text)
{
    const QDate date = text.size() == 10 ? QDate::fromString(text.toString(), u"yyyy-MM-dd"_s) : QDate();
    if (!date.isValid())
        return {};
    return Day(days(QDate(1970, 1, 1).daysTo(date)));
}

std::optional<DayRange> DayRange::parse(const QString &text)
{
    const qsizetype dots = text.indexOf(u".."_s);
    const auto first = parseDay(QStringView(text).first(dots < 0 ? text.size() : dots));
    const auto last = dots < 0 ? first : parseDay(QStringView(text).sliced(dots + 2));
    if (!first || !last)
        return {};
    if (*last < *first)
        throw RuleError(dots + 2, u"The range ends before it begins: %1."_s.arg(text));
    return DayRange{*first, *last};
}

DayFile::DayFile(const QString &path) : m_path(path)
{
    QString mistake;
    const auto content = contentOfFile(m_path);
    auto days = read(&mistake);
    if (!content || !days)
        throw RuleError(0, mistake);
    m_digest = content->digest;
    m_days = std::move(*days);
}

bool DayFile::contains(Day day) const
{
    const QMutexLocker lock(&m_mutex);
    if (const auto content = contentOfFile(m_path); content && content->digest != m_digest) {
        QString mistake;
        if (auto days = read(&mistake)) {
            m_digest = content->digest;
            m_days = std::move(*days);
        }
    }
    return m_days.contains(day);
}

std::optional<std::set<Day>> DayFile::read(QString *mistake) const
{
    constexpr qint64 largest = 1'000'000;
    QFile file(m_path);
    if (!file.open(QFile::ReadOnly) || file.size() > largest) {
        *mistake = file.isOpen() ? u"“%1” has more than %2 bytes."_s.arg(m_path).arg(largest)
                                 : u"“%1” cannot be read: %2."_s.arg(m_path, file.errorString());
        return {};
    }
    std::set<Day> days;
    int number = 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        ++number;
        const QString text = QString::fromUtf8(line).section(u'#', 0, 0).trimmed();
        const auto day = parseDay(text);
        if (day)
            days.insert(*day);
        else if (!text.isEmpty()) {
            *mistake = u"Line %1 of “%2” is no date, such as 2026-12-24: “%3”."_s.arg(number).arg(
                m_path, text.left(40));
            return {};
        }
    }
    return days;
}

} // namespace once::detail
