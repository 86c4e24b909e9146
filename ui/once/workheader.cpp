// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/workheader.h>

#include <QPainter>

namespace once {

namespace {

constexpr int nameMargin = 12, mostWidth = 280;

} // namespace

QSize WorkHeader::sizeHint() const
{
    int width = 0;
    for (int section = 0; section < count(); ++section)
        width = std::max(width, fontMetrics().horizontalAdvance(model()->headerData(section, orientation()).toString()));
    return {std::min(width + 2 * nameMargin + 2, mostWidth), QHeaderView::sizeHint().height()};
}

void WorkHeader::paintEvent(QPaintEvent *event)
{
    QHeaderView::paintEvent(event);
    QPainter below(viewport());
    below.fillRect(viewport()->rect().adjusted(0, length() - offset(), 0, 0), palette().color(QPalette::Base));
}

void WorkHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const QString name = model()->headerData(section, orientation()).toString();
    const QRect where = rect.adjusted(nameMargin, 0, -nameMargin, 0);
    painter->fillRect(rect, palette().color(QPalette::Base));
    painter->setPen(palette().color(QPalette::Text));
    painter->drawText(where, Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(name, Qt::ElideLeft, where.width()));
    painter->setPen(palette().color(QPalette::Mid));
    painter->drawLine(rect.topRight(), rect.bottomRight());
}

} // namespace once
