// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/describe.h>

#include <vector>

// Pure functions of small values, for any thread: each step of the pipeline is one of them.
namespace weather {

// What NOAA writes where an instrument gave nothing. An empty column means the same.
inline constexpr double missing = -9999;

// What one station measured on one day.
struct Record
{
    QString day; // ISO date
    double rain = missing; // mm, melted snow included
    double maximum = missing; // degrees Celsius, as is the minimum
    double minimum = missing;
    double wind = missing; // m/s, the day's average
    QString sky; // "sun", "rain", "fog", ...
};
ONCE_DESCRIBE(Record, day, rain, maximum, minimum, wind, sky)

// A file to look for records in. It stands for its content: who has seen a file of this size and time
// has seen what is in it.
struct DataFile
{
    QString path;
    qint64 size = 0; // bytes
    QDateTime modified;
};
ONCE_DESCRIBE(DataFile, path, size, modified)

// The file itself, or the CSV files of a folder by name; empty when there is none.
std::vector<DataFile> dataFiles(const QString &place);

// Reads the files whole, the last one first, so that a file that was added later corrects earlier ones.
// Throws std::runtime_error (what, why and what to try, a line each) when no file has the day, a file
// cannot be read, or is not of the known form.
Record recordOf(const QString &day, const std::vector<DataFile> &files);

// One line of such a file. Throws std::runtime_error likewise.
Record parsed(const QByteArray &line);

// The record as later steps may rely on it: both temperatures are there, and the right way round; missing
// or negative rain and wind are none. Throws std::runtime_error where that cannot be had.
Record cleaned(Record record);

// "2012-02-29".
QString iso(QDate date);

// "2012-03-01" for "2012-02-29".
QString dayAfter(const QString &day);

} // namespace weather
