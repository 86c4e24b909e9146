// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/instant.h>

#include <QHash>

namespace once {

// Times as a table shows them: "Today 02:14:31", "Yesterday 02:14:31", older ones "2026-11-19 02:14". Quick
// enough to be asked for every cell of every repaint: the zone's offset is kept by the hour. One thread.
class TimeText
{
public:
    explicit TimeText(QTimeZone zone = QTimeZone::systemTimeZone()) : m_zone(std::move(zone)) { }

    const QTimeZone &zone() const { return m_zone; }
    void setNow(qint64 nowUs); // what "today" is
    QString operator()(qint64 us) const; // empty for 0, which is "not yet"
    QString brief(qint64 us) const; // "02:14" of today, else "3 d" ago
    QString full(qint64 us) const; // with the zone, and in UTC: for tool tips

private:
    qint64 localSeconds(qint64 us) const;

    QTimeZone m_zone;
    qint64 m_today = 0; // days since 1970, in the zone
    mutable QHash<qint64, int> m_offsets;
};

// 1 048 573, with thin spaces.
QString grouped(qint64 number);
// The same from 100 000 on in three digits, for narrow columns: "142 k", "6.86 M".
QString compact(qint64 number);
// "1 run", "38 runs".
QString counted(qint64 number, const QString &one, const QString &many);
// In one unit, for where there is no room for two: "2 h", "45 m", "3 d".
QString briefDuration(Microseconds duration);
// "139 MB"
QString bytesText(qint64 bytes);

} // namespace once
