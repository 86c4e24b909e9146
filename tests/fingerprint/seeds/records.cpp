// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "../seed.h"

// Records read out of lines, grouped and summed up.
namespace {

struct Record
{
    QString city;
    double rain = 0.0;
    int year = 1900;
};

const char lines[] = "Bonn;12.5;2001\nKiel;30.25;2002\nBonn;7.5;2003\n# comment\nUlm;x;2004\nKiel;1.75;2005\nBonn;40;1999\nJena;3;2010\nshort\n";

std::optional<Record> parsed(const QString &line)
{
    const QStringList fields = line.split(u';');
    if (line.startsWith(u'#') || fields.size() < 3)
        return {};
    bool isNumber = false;
    Record record{fields[0].trimmed(), fields[1].toDouble(&isNumber), fields[2].toInt()};
    if (!isNumber)
        record.rain = -1.0;
    return record;
}

QList<Record> records(int since)
{
    QList<Record> all;
    for (const QString &line : QString::fromUtf8(lines).split(u'\n', Qt::SkipEmptyParts))
        if (const auto record = parsed(line); record && record->year >= since)
            all.append(*record);
    return all;
}

double median(QList<double> values)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

} // namespace

QString work(int input)
{
    QMap<QString, QList<double>> byCity;
    int refused = 0;
    for (const Record &record : records(1998 + input)) {
        if (record.rain < 0) {
            ++refused;
            continue;
        }
        byCity[record.city].append(record.rain);
    }
    QStringList out;
    for (auto it = byCity.cbegin(); it != byCity.cend(); ++it) {
        const double sum = std::accumulate(it->begin(), it->end(), 0.0);
        const double most = *std::max_element(it->begin(), it->end());
        out += u"%1 %2 %3 %4"_s.arg(it.key().toUpper()).arg(sum, 0, 'f', 2).arg(most).arg(median(*it));
    }
    return out.join(u"; "_s) + (refused > 0 ? u" refused %1"_s.arg(refused) : QString());
}
