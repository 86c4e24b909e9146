// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/theme.h>

#include <QApplication>
#include <QProxyStyle>
#include <QSettings>
#include <QWidget>

#include <array>
#include <cmath>

namespace once {

using namespace Qt::StringLiterals;

namespace {

// By Status. The colours were found by a search for the largest smallest distance.
constexpr std::array<QRgb, 8> lightStates{0xff6a6a6a, 0xffa72aba, 0xff033cf2, 0xff264230,
                                          0xffd24608, 0xff956e4a, 0xffd24608, 0xff956e4a};
constexpr std::array<QRgb, 8> darkStates{0xff8c8c8c, 0xffd346f5, 0xff8fbde9, 0xff68fec8,
                                         0xffea7345, 0xfff8d411, 0xffea7345, 0xfff8d411};

struct Shades
{
    QRgb window, base, alternate, button, text, muted, light, mid, dark, highlight, link;
};

constexpr Shades lightShades{0xfff3f4f6, 0xffffffff, 0xfff7f8fa, 0xfffafbfc, 0xff1f2328, 0xff656d76,
                             0xffffffff, 0xffd0d4d9, 0xffb3b9c1, 0xff0a62cf, 0xff0a58ba};
constexpr Shades darkShades{0xff22272e, 0xff1c2128, 0xff21262d, 0xff2d333b, 0xffe6edf3, 0xff97a1ac,
                            0xff3a424c, 0xff3d444d, 0xff15191e, 0xff1f66d8, 0xff78b7ff};

void setGroup(QPalette &palette, QPalette::ColorGroup group, const Shades &shades, QRgb text)
{
    palette.setColor(group, QPalette::WindowText, text);
    palette.setColor(group, QPalette::Text, text);
    palette.setColor(group, QPalette::ButtonText, text);
    palette.setColor(group, QPalette::PlaceholderText, shades.muted);
}

QPalette shaded(const Shades &shades)
{
    QPalette palette;
    palette.setColor(QPalette::Window, shades.window);
    palette.setColor(QPalette::Base, shades.base);
    palette.setColor(QPalette::AlternateBase, shades.alternate);
    palette.setColor(QPalette::Button, shades.button);
    palette.setColor(QPalette::ToolTipBase, shades.button);
    palette.setColor(QPalette::ToolTipText, shades.text);
    palette.setColor(QPalette::Light, shades.light);
    palette.setColor(QPalette::Midlight, shades.light);
    palette.setColor(QPalette::Mid, shades.mid);
    palette.setColor(QPalette::Dark, shades.dark);
    palette.setColor(QPalette::Shadow, shades.dark);
    palette.setColor(QPalette::Highlight, shades.highlight);
    palette.setColor(QPalette::HighlightedText, 0xffffffff);
    palette.setColor(QPalette::Link, shades.link);
    palette.setColor(QPalette::LinkVisited, shades.link);
    palette.setColor(QPalette::BrightText, 0xffffffff);
    setGroup(palette, QPalette::Active, shades, shades.text);
    setGroup(palette, QPalette::Inactive, shades, shades.text);
    setGroup(palette, QPalette::Disabled, shades, shades.muted);
    return palette;
}

// Fusion, with titles above the text of their cells.
class Style : public QProxyStyle
{
public:
    Style() : QProxyStyle(u"Fusion"_s) { }

    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override
    {
        return metric == PM_HeaderMargin ? 8 : QProxyStyle::pixelMetric(metric, option, widget);
    }
};

bool systemIsDark()
{
    static const bool dark = isDark(QApplication::palette()); // as it was before the first change
    return dark;
}

constexpr std::array themeWords{"system"_L1, "light"_L1, "dark"_L1};

Theme applied = Theme::System;

} // namespace

void applyTheme(Theme theme)
{
    applied = theme;
    if (theme == Theme::System)
        theme = systemIsDark() ? Theme::Dark : Theme::Light;
    else
        systemIsDark();
    QApplication::setStyle(new Style);
    QApplication::setPalette(paletteOf(theme));
    // Qt 6.4 does not pass it on to the widgets that are there.
    QEvent changed(QEvent::ApplicationPaletteChange);
    for (QWidget *widget : QApplication::allWidgets())
        QApplication::sendEvent(widget, &changed);
}

Theme appliedTheme() { return applied; }

Theme rememberedTheme()
{
    const QSettings settings(u"Once"_s, u"Dashboard"_s);
    return themeFromWord(settings.value(u"theme"_s).toString()).value_or(Theme::System);
}

void rememberTheme(Theme theme) { QSettings(u"Once"_s, u"Dashboard"_s).setValue(u"theme"_s, toWord(theme)); }

std::optional<Theme> themeFromWord(QStringView word)
{
    const auto it =
        std::ranges::find_if(themeWords, [word](QLatin1StringView known) { return known == word; });
    return it == themeWords.end() ? std::nullopt : std::optional(Theme(it - themeWords.begin()));
}

QString toWord(Theme theme) { return themeWords.at(std::size_t(theme)); }

QPalette paletteOf(Theme theme) { return shaded(theme == Theme::Dark ? darkShades : lightShades); }

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Window)) < luminance(palette.color(QPalette::WindowText));
}

QColor stateColor(Status status, const QPalette &palette)
{
    return QColor::fromRgb((isDark(palette) ? darkStates : lightStates).at(std::size_t(status)));
}

QString stateWord(Status status)
{
    static const std::array words{u"Skipped"_s, u"Queued"_s,    u"Running"_s,   u"Succeeded"_s,
                                  u"Failed"_s,  u"Cancelled"_s, u"Timed out"_s, u"Lost"_s};
    return words.at(std::size_t(status));
}

QColor removedColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0x4a, 0x25, 0x22) : QColor(0xff, 0xdf, 0xd6);
}

QColor addedColor(const QPalette &palette)
{
    return isDark(palette) ? QColor(0x16, 0x3d, 0x2f) : QColor(0xd3, 0xf0, 0xdd);
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto part = [share](int of, int other) { return int(std::lround(of * share + other * (1 - share))); };
    return QColor(part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue()));
}

QColor readableOn(const QColor &ground)
{
    const QColor dark(0x10, 0x14, 0x18), light(0xff, 0xff, 0xff);
    return contrast(dark, ground) > contrast(light, ground) ? dark : light;
}

double luminance(const QColor &color)
{
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

} // namespace once
