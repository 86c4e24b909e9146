// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/griddelegate.h>

#include <once/glyph.h>
#include <once/rundelegate.h>
#include <once/runsmodel.h>
#include <once/theme.h>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr int gap = 4;

QColor groundOf(Status status, const QPalette &palette)
{
    const double share = status == Status::Succeeded ? 0.10 : 0.22;
    return mixed(stateColor(status, palette), palette.color(QPalette::Base), share);
}

} // namespace

void GridDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QDate day = m_model->date(index.column());
    const QPalette &colors = option.palette;
    painter->save();
    painter->fillRect(option.rect, colors.color(day.dayOfWeek() > Qt::Friday ? QPalette::AlternateBase : QPalette::Base));
    if (day.day() == 1) {
        painter->setPen(mixed(colors.color(QPalette::Mid), colors.color(QPalette::Base), 0.6));
        painter->drawLine(option.rect.topLeft(), option.rect.bottomLeft());
    }
    if (const QVariant status = index.data(StatusRole); status.isValid())
        paintState(*painter, option, Status(status.toInt()), index.data().toString());
    if (option.state & QStyle::State_Selected) {
        painter->setPen(QPen(colors.color(QPalette::Highlight), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

void GridDelegate::paintState(QPainter &painter, const QStyleOptionViewItem &option, Status status,
                              const QString &count) const
{
    const QColor ground = groundOf(status, option.palette);
    painter.fillRect(option.rect.adjusted(2, 1, -1, -1), ground);
    painter.setFont(option.font);
    const int side = option.fontMetrics.ascent();
    const int left = option.rect.left() + (option.rect.width() - side - gap - option.fontMetrics.horizontalAdvance(count)) / 2;
    const QRectF sign(left, option.rect.center().y() + 0.5 - side / 2, side, side);
    paintGlyph(painter, sign, status, stateColor(status, option.palette), ground);
    painter.setPen(option.palette.color(QPalette::Text));
    painter.drawText(option.rect.adjusted(left - option.rect.left() + side + gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, count);
}

QSize GridDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return cellSize(option.fontMetrics);
}

QSize GridDelegate::cellSize(const QFontMetrics &metrics)
{
    return {metrics.horizontalAdvance(u"888k"_s) + metrics.ascent() + 3 * gap, RunDelegate::rowHeight(metrics) + 2};
}

} // namespace once
