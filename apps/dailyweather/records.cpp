// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "records.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace weather {

namespace {

const QByteArray header = "date,precipitation,temp_max,temp_min,wind,weather";

// The lowest and highest air temperatures ever measured, with a little room.
constexpr double coldestEver = -90, warmestEver = 57;

[[noreturn]] void fail(const QString &what, const QString &why, const QString &attempt)
{
    throw std::runtime_error(QStringList{what, why, attempt}.join(u'\n').toStdString());
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        fail(QStringLiteral("The weather file %1 cannot be read.").arg(path), file.errorString() + u'.',
             QStringLiteral("Check that the file is there and that you may read it."));
    QByteArray content = file.readAll();
    if (!content.startsWith(header))
        fail(QStringLiteral("The file %1 holds no weather that can be understood.").arg(path),
             QStringLiteral("Its first line is not \"%1\".").arg(QString::fromLatin1(header)),
             QStringLiteral("Bring its columns into this order, or take the file away."));
    return content;
}

// Empty when the content has no such line.
QByteArray lineOf(const QString &day, const QByteArray &content)
{
    const qsizetype before = content.indexOf('\n' + day.toLatin1() + ',');
    if (before < 0)
        return {};
    const qsizetype end = content.indexOf('\n', before + 1);
    return content.mid(before + 1, end < 0 ? -1 : end - before - 1).trimmed();
}

double number(const QByteArray &column, const QByteArray &line)
{
    if (column.isEmpty())
        return missing;
    bool isNumber = false;
    const double value = column.toDouble(&isNumber);
    if (!isNumber || !qIsFinite(value))
        fail(QStringLiteral("The line \"%1\" is no weather record.").arg(QString::fromUtf8(line)),
             QStringLiteral("\"%1\" is not a number.").arg(QString::fromUtf8(column)),
             QStringLiteral("Write a number such as 10.9, or leave the column empty."));
    return value;
}

QString checkedDay(const QByteArray &column, const QByteArray &line)
{
    const QString day = QString::fromUtf8(column);
    if (!QDate::fromString(day, Qt::ISODate).isValid())
        fail(QStringLiteral("The line \"%1\" is no weather record.").arg(QString::fromUtf8(line)),
             QStringLiteral("\"%1\" is not a day of the calendar.").arg(day),
             QStringLiteral("Write the day as in 2012-02-29."));
    return day;
}

void checkTemperature(const Record &record, double temperature)
{
    if (temperature == missing)
        fail(QStringLiteral("The record of %1 cannot be used.").arg(record.day),
             QStringLiteral("One of its temperatures is missing."),
             QStringLiteral("Add the temperature, or leave the day out."));
    if (temperature < coldestEver || temperature > warmestEver)
        fail(QStringLiteral("The record of %1 cannot be used.").arg(record.day),
             QStringLiteral("%1 C was never measured on Earth.").arg(temperature),
             QStringLiteral("Check that its temperatures are in degrees Celsius."));
}

} // namespace

std::vector<DataFile> dataFiles(const QString &place)
{
    const QFileInfo info(place);
    const QFileInfoList found = info.isDir()
        ? QDir(place).entryInfoList({QStringLiteral("*.csv")}, QDir::Files, QDir::Name)
        : QFileInfoList{info};
    std::vector<DataFile> files;
    for (const QFileInfo &file : found)
        if (file.exists())
            files.push_back({file.filePath(), file.size(), file.lastModified()});
    return files;
}

Record recordOf(const QString &day, const std::vector<DataFile> &files)
{
    for (auto file = files.rbegin(); file != files.rend(); ++file)
        if (const QByteArray line = lineOf(day, contentOf(file->path)); !line.isEmpty())
            return parsed(line);
    fail(QStringLiteral("There is no weather record for %1.").arg(day),
         files.empty()
             ? QStringLiteral("There is no weather file to look in.")
             : QStringLiteral("None of the files has it; the last one is %1.").arg(files.back().path),
         QStringLiteral("Add a file that has the day, or choose other days with --from and --to."));
}

Record parsed(const QByteArray &line)
{
    const QList<QByteArray> columns = line.trimmed().split(',');
    if (columns.size() != 6)
        fail(QStringLiteral("The line \"%1\" is no weather record.").arg(QString::fromUtf8(line)),
             QStringLiteral("It has %1 columns instead of 6.").arg(columns.size()),
             QStringLiteral("Write \"%1\".").arg(QString::fromLatin1(header)));
    return {.day = checkedDay(columns[0], line),
            .rain = number(columns[1], line),
            .maximum = number(columns[2], line),
            .minimum = number(columns[3], line),
            .wind = number(columns[4], line),
            .sky = QString::fromUtf8(columns[5])};
}

Record cleaned(Record record)
{
    checkTemperature(record, record.maximum);
    checkTemperature(record, record.minimum);
    if (record.maximum < record.minimum)
        std::swap(record.maximum, record.minimum);
    record.rain = std::max(record.rain, 0.0);
    record.wind = std::max(record.wind, 0.0);
    return record;
}

QString iso(QDate date) { return date.toString(Qt::ISODate); }

QString dayAfter(const QString &day) { return iso(QDate::fromString(day, Qt::ISODate).addDays(1)); }

} // namespace weather
