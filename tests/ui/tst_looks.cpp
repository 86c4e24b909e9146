// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/glyph.h>
#include <once/rundelegate.h>
#include <once/runsmodel.h>
#include <once/theme.h>
#include <once/timetext.h>

#include <QApplication>
#include <QStandardItemModel>
#include <QTest>

#include <cmath>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

struct Lab
{
    double l, a, b;
};

Lab labOf(const QColor &color)
{
    const auto linear = [](double v) {
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    const double r = linear(color.redF()), g = linear(color.greenF()), b = linear(color.blueF());
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
    const double y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
    const double z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double distance(const QColor &first, const QColor &second)
{
    const Lab p = labOf(first), q = labOf(second);
    return std::hypot(p.l - q.l, p.a - q.a, p.b - q.b);
}

constexpr std::array coloured{Status::NotStarted, Status::Queued, Status::Running,
                              Status::Succeeded,  Status::Failed, Status::Cancelled};

QImage glyphImage(Status status, const QPalette &palette)
{
    QImage image(32, 32, QImage::Format_RGB32);
    image.fill(palette.color(QPalette::Base));
    QPainter painter(&image);
    paintGlyph(painter, QRectF(4, 4, 24, 24), status, Qt::red,
               palette.color(QPalette::Base)); // one colour: the shape alone
    return image;
}

void themeRows()
{
    QTest::addColumn<Theme>("theme");
    QTest::newRow("light") << Theme::Light;
    QTest::newRow("dark") << Theme::Dark;
}

// Counts how often the delegate asks.
class CountingModel : public QStandardItemModel
{
public:
    using QStandardItemModel::QStandardItemModel;
    QVariant data(const QModelIndex &index, int role) const override
    {
        ++asked;
        return QStandardItemModel::data(index, role);
    }
    mutable int asked = 0;
};

} // namespace

class TestLooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statesAreReadableOnTheirGround_data() { themeRows(); }
    void statesAreReadableOnTheirGround();
    void statesDifferInColour_data() { themeRows(); }
    void statesDifferInColour();
    void statesDifferInShape_data() { themeRows(); }
    void statesDifferInShape();
    void textsAreReadable_data() { themeRows(); }
    void textsAreReadable();
    void delegatePaintsEveryState_data() { themeRows(); }
    void delegatePaintsEveryState();
    void delegateAsksTheModelTwicePerCell();
    void timesAreRelativeToToday_data();
    void timesAreRelativeToToday();
    void numbersAreGrouped();
};

void TestLooks::statesAreReadableOnTheirGround()
{
    QFETCH(Theme, theme);
    const QPalette palette = paletteOf(theme);
    for (int status = 0; status <= int(Status::Lost); ++status) {
        const double ratio = contrast(stateColor(Status(status), palette), palette.color(QPalette::Base));
        QVERIFY2(ratio >= 4.5, qPrintable(u"%1 has %2"_s.arg(stateWord(Status(status))).arg(ratio)));
    }
}

void TestLooks::statesDifferInColour()
{
    QFETCH(Theme, theme);
    const QPalette palette = paletteOf(theme);
    for (Status first : coloured) {
        for (Status second : coloured) {
            const double apart = distance(stateColor(first, palette), stateColor(second, palette));
            QVERIFY2(
                first == second || apart >= 20,
                qPrintable(u"%1 and %2 are %3 apart"_s.arg(stateWord(first), stateWord(second)).arg(apart)));
        }
    }
}

void TestLooks::statesDifferInShape()
{
    QFETCH(Theme, theme);
    for (int first = 0; first <= int(Status::Lost); ++first) {
        for (int second = 0; second < first; ++second)
            QVERIFY2(glyphImage(Status(first), paletteOf(theme))
                         != glyphImage(Status(second), paletteOf(theme)),
                     qPrintable(stateWord(Status(first))));
    }
}

void TestLooks::textsAreReadable()
{
    QFETCH(Theme, theme);
    const QPalette palette = paletteOf(theme);
    const auto ratio = [&](QPalette::ColorRole text, QPalette::ColorRole ground) {
        return contrast(palette.color(text), palette.color(ground));
    };
    QVERIFY(ratio(QPalette::Text, QPalette::Base) >= 7);
    QVERIFY(ratio(QPalette::WindowText, QPalette::Window) >= 7);
    QVERIFY(ratio(QPalette::ButtonText, QPalette::Button) >= 7);
    QVERIFY(ratio(QPalette::PlaceholderText, QPalette::Base) >= 4.5);
    QVERIFY(ratio(QPalette::PlaceholderText, QPalette::Window) >= 4.5);
    QVERIFY(ratio(QPalette::HighlightedText, QPalette::Highlight) >= 4.5);
    QVERIFY(ratio(QPalette::Link, QPalette::Base) >= 4.5);
    QVERIFY(contrast(palette.color(QPalette::Text), removedColor(palette)) >= 7);
    QVERIFY(contrast(palette.color(QPalette::Text), addedColor(palette)) >= 7);
    QCOMPARE(isDark(palette), theme == Theme::Dark);
}

void TestLooks::delegatePaintsEveryState()
{
    QFETCH(Theme, theme);
    RunDelegate delegate;
    QList<QImage> images;
    for (int status = 0; status <= int(Status::Lost); ++status) {
        for (const bool selected : {false, true}) {
            QStandardItemModel model(1, 1);
            model.setData(model.index(0, 0), stateWord(Status(status)));
            model.setData(model.index(0, 0), status, StatusRole);
            QImage image(160, 24, QImage::Format_RGB32);
            image.fill(paletteOf(theme).color(QPalette::Base));
            QPainter painter(&image);
            QStyleOptionViewItem option;
            option.palette = paletteOf(theme);
            option.rect = image.rect();
            option.state.setFlag(QStyle::State_Selected, selected);
            delegate.paint(&painter, option, model.index(0, 0));
            QVERIFY(!images.contains(image));
            images.append(image);
            const QColor ground = paletteOf(theme).color(selected ? QPalette::Highlight : QPalette::Base);
            QCOMPARE(image.pixelColor(158, 2), ground);
        }
    }
}

void TestLooks::delegateAsksTheModelTwicePerCell()
{
    CountingModel model(1, 1);
    model.setData(model.index(0, 0), u"text"_s);
    model.setData(model.index(0, 0), 3, StatusRole);
    QImage image(160, 24, QImage::Format_RGB32);
    QPainter painter(&image);
    QStyleOptionViewItem option;
    option.rect = image.rect();
    model.asked = 0;
    RunDelegate().paint(&painter, option, model.index(0, 0));
    QCOMPARE(model.asked, 2);
}

void TestLooks::timesAreRelativeToToday_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("then");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("brief");
    const auto row = [](const char *name, const char *zone, const char *then, const char *text,
                        const char *brief) {
        QTest::newRow(name) << QString::fromUtf8(zone) << QString::fromUtf8(then) << QString::fromUtf8(text)
                            << QString::fromUtf8(brief);
    };
    row("today", "UTC", "2026-03-29T10:14:31Z", "Today 10:14:31", "10:14");
    row("yesterday", "UTC", "2026-03-28T23:59:59Z", "Yesterday 23:59:59", "1 d");
    row("older", "UTC", "2026-03-19T02:14:00Z", "2026-03-19 02:14", "10 d");
    row("another year", "UTC", "1999-12-31T23:59:00Z", "1999-12-31 23:59", "9585 d");
    row("before the clocks went forward", "Europe/Berlin", "2026-03-29T00:59:59Z", "Today 01:59:59", "01:59");
    row("after the clocks went forward", "Europe/Berlin", "2026-03-29T01:00:00Z", "Today 03:00:00", "03:00");
    row("today there, yesterday here", "Europe/Berlin", "2026-03-28T23:30:00Z", "Today 00:30:00", "00:30");
    row("half an hour off", "Asia/Kolkata", "2026-03-29T06:30:00Z", "Today 12:00:00", "12:00");
}

void TestLooks::timesAreRelativeToToday()
{
    QFETCH(QString, zone);
    QFETCH(QString, then);
    TimeText text{QTimeZone(zone.toLatin1())};
    const auto us = [](const QString &iso) {
        return QDateTime::fromString(iso, Qt::ISODate).toMSecsSinceEpoch() * 1'000;
    };
    text.setNow(us(u"2026-03-29T12:00:00Z"_s));
    QTEST(text(us(then)), "text");
    QTEST(text.brief(us(then)), "brief");
    QCOMPARE(text(0), QString());
}

void TestLooks::numbersAreGrouped()
{
    QCOMPARE(grouped(0), u"0"_s);
    QCOMPARE(grouped(999), u"999"_s);
    QCOMPARE(grouped(-1'000), u"-1\u202f000"_s);
    QCOMPARE(grouped(-100), u"-100"_s);
    QCOMPARE(grouped(1'048'573), u"1\u202f048\u202f573"_s);
    QCOMPARE(compact(99'999), u"99\u202f999"_s);
    QCOMPARE(compact(142'400), u"142 k"_s);
    QCOMPARE(compact(6'861'000), u"6.86 M"_s);
    QCOMPARE(counted(1, u"run"_s, u"runs"_s), u"1 run"_s);
    QCOMPARE(counted(38, u"run"_s, u"runs"_s), u"38 runs"_s);
}

QTEST_MAIN(TestLooks)
#include "tst_looks.moc"
