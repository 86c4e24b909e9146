// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/glyph.h>

#include <once/theme.h>

#include <QApplication>
#include <QIconEngine>
#include <QPainterPath>
#include <QPalette>

#include <array>
#include <numbers>

namespace once {

namespace {

// All shapes live in a square from -1 to 1.
constexpr QRectF disc(-0.92, -0.92, 1.84, 1.84);

QPainterPath octagon()
{
    QPolygonF corners;
    for (int i = 0; i < 8; ++i) {
        const double angle = (i + 0.5) * std::numbers::pi / 4;
        corners << QPointF(std::cos(angle), std::sin(angle));
    }
    QPainterPath path;
    path.addPolygon(corners);
    path.closeSubpath();
    return path;
}

QPainterPath lines(std::initializer_list<QPointF> points)
{
    QPainterPath path;
    path.addPolygon(QPolygonF(QList<QPointF>(points)));
    return path;
}

QPainterPath cross()
{
    QPainterPath path = lines({{-0.38, -0.38}, {0.38, 0.38}});
    path.addPath(lines({{0.38, -0.38}, {-0.38, 0.38}}));
    return path;
}

QPen stroke(const QColor &color, double width)
{
    return {color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

struct Brushes
{
    QPainter &painter;
    QColor color, ground;

    void fill(const QPainterPath &path) { painter.fillPath(path, color); }
    void fillDisc()
    {
        QPainterPath path;
        path.addEllipse(disc);
        fill(path);
    }
    void cut(const QPainterPath &path) { painter.strokePath(path, stroke(ground, 0.3)); }
    void draw(const QPainterPath &path, double width = 0.3)
    {
        painter.strokePath(path, stroke(color, width));
    }
    void arc(int from, int span)
    {
        QPainterPath path;
        const QRectF ring(-0.78, -0.78, 1.56, 1.56);
        path.arcMoveTo(ring, from);
        path.arcTo(ring, from, span);
        draw(path);
    }
};

void paintUnit(Brushes brush, Status status)
{
    switch (status) {
    case Status::NotStarted:
        brush.arc(0, 360);
        brush.draw(lines({{-0.35, 0}, {0.35, 0}}));
        break;
    case Status::Queued:
        for (int i = 0; i < 6; ++i)
            brush.arc(i * 60, 14);
        break;
    case Status::Running:
        brush.arc(60, 270);
        break;
    case Status::Succeeded:
        brush.fillDisc();
        brush.cut(lines({{-0.42, 0.02}, {-0.1, 0.36}, {0.44, -0.32}}));
        break;
    case Status::Failed:
        brush.fill(octagon());
        brush.cut(cross());
        break;
    case Status::Cancelled:
        brush.painter.fillRect(QRectF(-0.8, -0.8, 1.6, 1.6), brush.color);
        break;
    case Status::TimedOut:
        brush.fillDisc();
        brush.cut(lines({{0, -0.55}, {0, 0}, {0.38, 0.22}}));
        break;
    case Status::Lost:
        brush.arc(20, 140);
        brush.arc(200, 140);
        break;
    }
}

QPainterPath closed(std::initializer_list<QPointF> points)
{
    QPainterPath path = lines(points);
    path.closeSubpath();
    return path;
}

void paintUnit(Brushes brush, SlotDecision decision)
{
    switch (decision) {
    case SlotDecision::Waiting:
        return paintUnit(brush, Status::Queued);
    case SlotDecision::Offered:
        return paintUnit(brush, Status::Running);
    case SlotDecision::Ran:
        return brush.fill(closed({{-0.9, -0.75}, {0.9, -0.75}, {0, 0.85}}));
    case SlotDecision::Missed:
        return brush.draw(closed({{-0.75, -0.6}, {0.75, -0.6}, {0, 0.7}}), 0.26);
    case SlotDecision::Merged:
        brush.draw(lines({{-0.7, -0.7}, {0, 0}, {0.7, -0.7}}));
        return brush.draw(lines({{0, 0}, {0, 0.75}}));
    case SlotDecision::Excluded:
        brush.arc(0, 360);
        return brush.draw(lines({{-0.5, 0.5}, {0.5, -0.5}}), 0.26);
    case SlotDecision::Overlapped:
        brush.draw(closed({{-0.8, -0.8}, {0.3, -0.8}, {0.3, 0.3}, {-0.8, 0.3}}), 0.26);
        return brush.fill(closed({{-0.25, -0.25}, {0.9, -0.25}, {0.9, 0.9}, {-0.25, 0.9}}));
    case SlotDecision::Paused:
        brush.draw(lines({{-0.4, -0.65}, {-0.4, 0.65}}));
        return brush.draw(lines({{0.4, -0.65}, {0.4, 0.65}}));
    case SlotDecision::Skipped:
        return paintUnit(brush, Status::NotStarted);
    }
}

// The status whose colour a decision has. How a slot that ran came out is for its run to say.
Status statusLike(SlotDecision decision)
{
    switch (decision) {
    case SlotDecision::Waiting:
        return Status::Queued;
    case SlotDecision::Offered:
        return Status::Running;
    case SlotDecision::Missed:
    case SlotDecision::Overlapped:
        return Status::Failed;
    default:
        return Status::NotStarted;
    }
}

QPainterPath symbolPath(Symbol symbol)
{
    switch (symbol) {
    case Symbol::Run:
        return lines({{-0.5, -0.75}, {0.8, 0}, {-0.5, 0.75}, {-0.5, -0.75}});
    case Symbol::Pause: {
        QPainterPath path = lines({{-0.4, -0.65}, {-0.4, 0.65}});
        path.addPath(lines({{0.4, -0.65}, {0.4, 0.65}}));
        return path;
    }
    case Symbol::Follow: {
        QPainterPath path = lines({{0, 0.8}, {0, -0.5}});
        path.addPath(lines({{-0.5, 0}, {0, -0.5}, {0.5, 0}}));
        path.addPath(lines({{-0.65, -0.85}, {0.65, -0.85}}));
        return path;
    }
    case Symbol::Filter:
        return lines({{-0.8, -0.65},
                      {0.8, -0.65},
                      {0.18, 0.1},
                      {0.18, 0.75},
                      {-0.18, 0.5},
                      {-0.18, 0.1},
                      {-0.8, -0.65}});
    case Symbol::Open:
        return lines({{-0.85, 0.65},
                      {-0.85, -0.6},
                      {-0.25, -0.6},
                      {-0.05, -0.35},
                      {0.85, -0.35},
                      {0.85, 0.65},
                      {-0.85, 0.65}});
    case Symbol::Theme: {
        QPainterPath path;
        path.arcMoveTo(QRectF(-0.75, -0.75, 1.5, 1.5), 60);
        path.arcTo(QRectF(-0.75, -0.75, 1.5, 1.5), 60, 300);
        path.quadTo(QPointF(0.0, 0.2), path.elementAt(0));
        return path;
    }
    case Symbol::Refresh: {
        QPainterPath path;
        path.arcMoveTo(QRectF(-0.7, -0.7, 1.4, 1.4), 40);
        path.arcTo(QRectF(-0.7, -0.7, 1.4, 1.4), 40, 290);
        path.addPath(lines({{0.2, -0.45}, {0.54, -0.45}, {0.54, -0.8}}));
        return path;
    }
    }
    return {};
}

void toUnit(QPainter &painter, const QRectF &where)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(where.center());
    painter.scale(where.width() / 2, where.height() / 2);
}

// Asks the palette at every painting, so that icons follow the theme.
class ShapeEngine : public QIconEngine
{
public:
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
};

class SymbolEngine : public ShapeEngine
{
public:
    explicit SymbolEngine(Symbol symbol) : m_symbol(symbol) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        painter->save();
        toUnit(*painter, QRectF(rect).adjusted(2, 2, -2, -2));
        painter->strokePath(symbolPath(m_symbol),
                            stroke(QApplication::palette().color(group, QPalette::ButtonText), 0.24));
        painter->restore();
    }

    QIconEngine *clone() const override { return new SymbolEngine(m_symbol); }

private:
    Symbol m_symbol;
};

// Of a Status or a SlotDecision.
template <typename Sign>
class SignEngine : public ShapeEngine
{
public:
    SignEngine(Sign sign, Status color) : m_sign(sign), m_color(color) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QApplication::palette();
        const bool isSelected = mode == QIcon::Selected;
        paintGlyph(*painter, rect, m_sign,
                   isSelected ? palette.color(QPalette::HighlightedText) : stateColor(m_color, palette),
                   palette.color(isSelected ? QPalette::Highlight : QPalette::Base));
    }

    QIconEngine *clone() const override { return new SignEngine(m_sign, m_color); }

private:
    Sign m_sign;
    Status m_color;
};

} // namespace

void paintGlyph(QPainter &painter, const QRectF &where, Status status, const QColor &color,
                const QColor &ground)
{
    painter.save();
    toUnit(painter, where);
    paintUnit({painter, color, ground}, status);
    painter.restore();
}

void paintGlyph(QPainter &painter, const QRectF &where, SlotDecision decision, const QColor &color,
                const QColor &ground)
{
    painter.save();
    toUnit(painter, where);
    paintUnit({painter, color, ground}, decision);
    painter.restore();
}

QIcon signIcon(Status status) { return QIcon(new SignEngine(status, status)); }

QIcon signIcon(SlotDecision decision) { return QIcon(new SignEngine(decision, statusLike(decision))); }

QIcon symbolIcon(Symbol symbol) { return QIcon(new SymbolEngine(symbol)); }

} // namespace once
