// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timetext.h>

#include <QCoreApplication>
#include <QLocale>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 secondsOfDay = 86'400;

void putTwo(QChar *at, qint64 number)
{
    at[0] = QChar(u'0' + ushort(number / 10 % 10));
    at[1] = QChar(u'0' + ushort(number % 10));
}

QString clockText(qint64 second)
{
    QString text = u"00:00:00"_s;
    putTwo(text.data(), second / 3'600);
    putTwo(text.data() + 3, second / 60 % 60);
    putTwo(text.data() + 6, second % 60);
    return text;
}

QString dateText(qint64 day)
{
    using namespace std::chrono;
    const year_month_day date{sys_days(days(day))};
    QString text = u"0000-00-00"_s;
    putTwo(text.data(), int(date.year()) / 100);
    putTwo(text.data() + 2, int(date.year()) % 100);
    putTwo(text.data() + 5, unsigned(date.month()));
    putTwo(text.data() + 8, unsigned(date.day()));
    return text;
}

qint64 floorDivided(qint64 value, qint64 by) { return value / by - (value % by < 0); }

} // namespace

void TimeText::setNow(qint64 nowUs) { m_today = floorDivided(localSeconds(nowUs), secondsOfDay); }

qint64 TimeText::localSeconds(qint64 us) const
{
    const qint64 utc = floorDivided(us, 1'000'000);
    const qint64 quarter = floorDivided(utc, 900); // no zone changes within a quarter of an hour
    auto it = m_offsets.constFind(quarter);
    if (it == m_offsets.constEnd()) {
        if (m_offsets.size() > 4'096)
            m_offsets.clear();
        it = m_offsets.insert(quarter, m_zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(utc, Qt::UTC)));
    }
    return utc + *it;
}

QString TimeText::operator()(qint64 us) const
{
    if (us == 0)
        return {};
    const qint64 local = localSeconds(us);
    const qint64 day = floorDivided(local, secondsOfDay);
    const QString clock = clockText(local - day * secondsOfDay);
    if (day == m_today)
        return QCoreApplication::translate("once", "Today %1").arg(clock);
    if (day == m_today - 1)
        return QCoreApplication::translate("once", "Yesterday %1").arg(clock);
    return dateText(day) + u' ' + clock.first(5);
}

QString TimeText::brief(qint64 us) const
{
    if (us == 0)
        return {};
    const qint64 local = localSeconds(us);
    const qint64 day = floorDivided(local, secondsOfDay);
    return day == m_today ? clockText(local - day * secondsOfDay).first(5) : u"%1 d"_s.arg(m_today - day);
}

QString TimeText::full(qint64 us) const
{
    if (us == 0)
        return {};
    const QDateTime local = toDateTime(fromMicroseconds(us), m_zone);
    return u"%1 %2\n%3"_s.arg(local.toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s), QString::fromLatin1(m_zone.id()),
                              toIso(fromMicroseconds(us)));
}

QString grouped(qint64 number)
{
    QString text = QString::number(number);
    for (qsizetype at = text.size() - 3; at > (number < 0); at -= 3)
        text.insert(at, QChar(0x202f));
    return text;
}

QString compact(qint64 number)
{
    if (number < 100'000)
        return grouped(number);
    const double thousands = double(number) / 1e3;
    return thousands < 999.5 ? u"%1 k"_s.arg(thousands, 0, 'f', 0)
                             : u"%1 M"_s.arg(thousands / 1e3, 0, 'g', 3);
}

QString counted(qint64 number, const QString &one, const QString &many)
{
    return grouped(number) + u' ' + (number == 1 ? one : many);
}

QString briefDuration(Microseconds duration)
{
    static constexpr std::pair<qint64, QLatin1StringView> units[]{{365 * 86'400'000'000, "y"_L1},
                                      {86'400'000'000, "d"_L1},
                                      {3'600'000'000, "h"_L1},
                                      {60'000'000, "m"_L1},
                                      {1'000'000, "s"_L1},
                                      {1'000, "ms"_L1}};
    for (const auto &[length, name] : units) {
        if (duration.count() >= length)
            return u"%1 %2"_s.arg((duration.count() + length / 2) / length).arg(name);
    }
    return u"%1 us"_s.arg(duration.count());
}

QString bytesText(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, bytes >= 1'000'000 && bytes < 10'000'000 ? 1 : 0,
                                          QLocale::DataSizeSIFormat);
}

} // namespace once
