// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/table.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

QString coloured(const QString &text, Cell::Tone tone)
{
    constexpr std::array codes{"", "\x1b[32m", "\x1b[36m", "\x1b[31;1m", "\x1b[2m"};
    if (tone == Cell::Tone::Plain)
        return text;
    return QString::fromLatin1(codes.at(std::size_t(tone))) + text + u"\x1b[0m"_s;
}

bool isNumber(const QString &text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c.isDigit(); });
}

QString padded(const QString &text, int width)
{
    return isNumber(text) ? text.rightJustified(width) : text.leftJustified(width);
}

QString cut(const QString &text, qsizetype most)
{
    return text.size() <= most ? text : text.first(std::max<qsizetype>(most - 1, 0)) + QChar(0x2026);
}

QString oneLine(QString text) { return text.replace(u'\n', u' ').replace(u'\t', u' '); }

QString escaped(QString text)
{
    return text.replace(u'\\', u"\\\\"_s).replace(u'\t', u"\\t"_s).replace(u'\n', u"\\n"_s);
}

QString lineOf(const QList<Cell> &row, const QList<int> &widths, int width, bool hasColour)
{
    QString line;
    qsizetype room = width;
    for (qsizetype column = 0; column < row.size() && room > 0; ++column) {
        const bool isLast = column + 1 == row.size();
        const QString text = oneLine(row[column].text);
        const QString shown = cut(isLast ? text : padded(text, widths[column]) + u"  "_s, room);
        room -= shown.size();
        line += hasColour ? coloured(shown, row[column].tone) : shown;
    }
    return line + u'\n';
}

} // namespace

QList<int> Table::columnWidths() const
{
    QList<int> widths;
    const auto widen = [&widths](qsizetype column, const QString &text) {
        if (column == widths.size())
            widths.append(0);
        widths[column] = std::max(widths[column], int(text.size()));
    };
    for (qsizetype column = 0; column < m_header.size(); ++column)
        widen(column, m_header[column]);
    for (const QList<Cell> &row : m_rows)
        for (qsizetype column = 0; column < row.size(); ++column)
            widen(column, row[column].text);
    return widths;
}

QString Table::aligned(int width, bool hasColour) const
{
    const QList<int> widths = columnWidths();
    QString text;
    if (!m_header.isEmpty()) {
        QList<Cell> header;
        for (const QString &title : m_header)
            header.append(Cell(title, Cell::Tone::Faint));
        text += lineOf(header, widths, width, hasColour);
    }
    for (const QList<Cell> &row : m_rows)
        text += lineOf(row, widths, width, hasColour);
    return text;
}

QString Table::tabbed() const
{
    QString text;
    for (const QList<Cell> &row : m_rows) {
        QStringList cells;
        for (const Cell &cell : row)
            cells += escaped(cell.text);
        text += cells.join(u'\t') + u'\n';
    }
    return text;
}

} // namespace once::detail
