// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "../seed.h"

// Shapes, chosen at run time.
namespace {

struct Shape
{
    virtual ~Shape() = default;
    virtual double area() const = 0;
    virtual QString name() const { return u"shape"_s; }
    virtual int corners() const { return 4; }
};

struct Square : Shape
{
    explicit Square(double side) : m_side(side) {}
    double area() const override { return m_side * m_side; }
    QString name() const override { return u"square"_s; }
    double m_side = 1.0;
};

struct Circle : Shape
{
    explicit Circle(double radius) : m_radius(radius) {}
    double area() const override { return m_radius * m_radius * 3.14159; }
    QString name() const override { return u"circle"_s; }
    int corners() const override { return 0; }
    double m_radius = 2.0;
};

struct Triangle : Shape
{
    Triangle(double base, double height) : m_base(base), m_height(height) {}
    double area() const override { return m_base * m_height / 2; }
    int corners() const override { return 3; }
    double m_base, m_height;
};

std::unique_ptr<Shape> make(int kind, double size)
{
    switch (kind) {
    case 0:
        return std::make_unique<Square>(size);
    case 1:
        return std::make_unique<Circle>(size + 0.5);
    case 2:
        return std::make_unique<Triangle>(size, size * 2);
    default:
        return nullptr;
    }
}

} // namespace

QString work(int input)
{
    QStringList lines;
    double total = 0;
    int corners = 0;
    for (int i = 0; i < 4; ++i) {
        const auto shape = make((input + i) % 4, 1.0 + input * 0.5);
        if (!shape) {
            lines += u"none"_s;
            continue;
        }
        total += shape->area();
        corners += shape->corners();
        if (shape->area() < 10.0 || shape->corners() == 3)
            lines += shape->name();
    }
    return lines.join(u'/') + u" %1 %2"_s.arg(total, 0, 'f', 3).arg(corners);
}
