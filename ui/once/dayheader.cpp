// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/dayheader.h>

#include <once/theme.h>

#include <QLocale>
#include <QPainter>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr int dayMargin = 4;

} // namespace

QSize DayHeader::sizeHint() const { return {QHeaderView::sizeHint().width(), 2 * fontMetrics().height() + 3 * dayMargin}; }

int DayHeader::monthLeft(int section) const
{
    const int first = section - m_model->date(section).day() + 1;
    const int next = first + m_model->date(section).daysInMonth();
    const int width = fontMetrics().horizontalAdvance(u"2026-00"_s) + 2 * dayMargin;
    const int left = std::max(0, first > 0 ? sectionViewportPosition(first) : 0);
    return next < count() ? std::min(left, sectionViewportPosition(next) - width) : left;
}

void DayHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const QDate day = m_model->date(section);
    const QPalette colors = palette();
    painter->save();
    painter->setClipRect(rect);
    painter->fillRect(rect, colors.color(QPalette::Window));
    const int line = fontMetrics().height(), top = rect.top() + dayMargin;
    painter->setPen(colors.color(QPalette::Text));
    painter->drawText(QRect(monthLeft(section) + dayMargin, top, 40 * line, line), Qt::AlignLeft | Qt::AlignVCenter,
                      day.toString(u"yyyy-MM"_s));
    painter->setPen(colors.color(day.dayOfWeek() > Qt::Friday ? QPalette::PlaceholderText : QPalette::Text));
    painter->drawText(QRect(rect.left(), top + line + dayMargin, rect.width(), line), Qt::AlignCenter,
                      QLocale().dayName(day.dayOfWeek(), QLocale::ShortFormat).first(2) + u' ' + QString::number(day.day()));
    painter->setPen(colors.color(QPalette::Mid));
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    if (day.day() == 1)
        painter->drawLine(rect.topLeft(), rect.bottomLeft());
    painter->restore();
}

} // namespace once
