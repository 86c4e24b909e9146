// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/rundelegate.h>

#include <once/glyph.h>
#include <once/runsmodel.h>
#include <once/theme.h>

#include <QIcon>
#include <QPixmapCache>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 8;

struct Cell
{
    QPainter &painter;
    const QStyleOptionViewItem &option;
    const QModelIndex &index;
    Status status;

    bool isSelected() const { return option.state & QStyle::State_Selected; }
    QVariant header(int role) const
    {
        return index.model()->headerData(index.column(), Qt::Horizontal, role);
    }

    QColor ground() const
    {
        return option.palette.color(isSelected() ? QPalette::Highlight : QPalette::Base);
    }
    QColor textColor() const
    {
        if (isSelected())
            return option.palette.color(QPalette::HighlightedText);
        return option.palette.color(status == Status::NotStarted ? QPalette::PlaceholderText
                                                                 : QPalette::Text);
    }

    // Drawing paths takes longer than all the text of a row: each glyph is drawn once.
    QPixmap glyph(qreal side, const QColor &color) const
    {
        const qreal ratio = painter.device()->devicePixelRatioF();
        const QString key = u"once %1 %2 %3 %4 %5"_s.arg(int(status))
                                .arg(color.rgb())
                                .arg(ground().rgb())
                                .arg(side)
                                .arg(ratio);
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap((QSizeF(side, side) * ratio).toSize());
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter once(&pixmap);
        paintGlyph(once, QRectF(0, 0, side, side), status, color, ground());
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    // Where the text may go, once the glyph has its place.
    QRect paintSign() const
    {
        const QRect inner = option.rect.adjusted(margin, 0, -margin, 0);
        if (index.column() > 0)
            return inner;
        const qreal side = option.fontMetrics.ascent();
        const QRectF where(inner.left(), option.rect.center().y() + 0.5 - side / 2, side, side);
        const QColor color = isSelected() ? textColor() : stateColor(status, option.palette);
        painter.drawPixmap(where.topLeft(), glyph(side, color));
        return inner.adjusted(int(side) + margin, 0, 0, 0);
    }

    // Beside the sign, where there is one; leaves the rest to the text.
    QRect paintBadge(const QRect &where) const
    {
        const auto badge = index.data(Qt::DecorationRole).value<QIcon>();
        if (badge.isNull())
            return where;
        const int side = option.fontMetrics.ascent();
        badge.paint(&painter, QRect(where.left(), where.center().y() + 1 - side / 2, side, side), Qt::AlignCenter,
                    isSelected() ? QIcon::Selected : QIcon::Normal);
        return where.adjusted(side + margin / 2, 0, 0, 0);
    }

    void paintText(QRect where, QString text) const
    {
        if (const QVariant font = header(Qt::FontRole); font.isValid())
            painter.setFont(font.value<QFont>());
        const QFontMetrics metrics = painter.fontMetrics();
        const bool isRight = header(Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
        const bool mayBeLong = text.size() * metrics.averageCharWidth() * 3 / 2 > where.width();
        const int width = isRight || mayBeLong ? metrics.horizontalAdvance(text) : 0;
        if (width > where.width())
            text = metrics.elidedText(text, Qt::ElideRight, where.width());
        const int x = isRight ? std::max(where.left(), where.right() + 1 - width) : where.left();
        painter.setPen(textColor());
        painter.drawText(QPoint(x, where.top() + (where.height() + metrics.ascent() - metrics.descent()) / 2),
                         text);
    }
};

} // namespace

void RunDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool hasState = m_badges != Badges::InsteadOfSigns;
    const QVariant status = hasState ? index.data(StatusRole) : QVariant();
    const Cell cell{*painter, option, index, hasState ? Status(status.toInt()) : Status::Succeeded};
    painter->save();
    if (cell.isSelected())
        painter->fillRect(option.rect, cell.ground());
    else if (option.features & QStyleOptionViewItem::Alternate)
        painter->fillRect(option.rect, option.palette.color(QPalette::AlternateBase));
    painter->setFont(option.font);
    QRect where = status.isValid() ? cell.paintSign() : option.rect.adjusted(margin, 0, -margin, 0);
    if (m_badges != Badges::Never)
        where = cell.paintBadge(where);
    const QString text = index.data(Qt::DisplayRole).toString();
    if (!text.isEmpty() && where.width() > 0)
        cell.paintText(where, text);
    painter->restore();
}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.fontMetrics.averageCharWidth() * 12, rowHeight(option.fontMetrics)};
}

int RunDelegate::rowHeight(const QFontMetrics &metrics) { return std::max(24, metrics.height() + 8); }

} // namespace once
