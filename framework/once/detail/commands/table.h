// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

namespace once::detail {

struct Cell
{
    enum class Tone { Plain, Good, Busy, Bad, Faint }; // only where colour is wanted

    Cell(const QString &content, Tone shade = Tone::Plain) : text(content), tone(shade) { }
    Cell(qint64 number) : text(QString::number(number)) { }

    QString text;
    Tone tone = Tone::Plain;
};

// Rows of cells, as text for people or for programs.
class Table
{
public:
    explicit Table(QStringList header = {}) : m_header(std::move(header)) { }

    void add(QList<Cell> row) { m_rows.append(std::move(row)); }
    bool isEmpty() const { return m_rows.isEmpty(); }

    // Columns side by side below their headers, lines cut to `width`; numbers lie right.
    QString aligned(int width, bool hasColour) const;
    // One line a row, tabs in between, no header; tabs, ends of lines and backslashes within cells as in C.
    QString tabbed() const;

private:
    QList<int> columnWidths() const;

    QStringList m_header;
    QList<QList<Cell>> m_rows;
};

} // namespace once::detail
