// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

/// The colours of a style as they stand in the palette's table: 0xrrggbb.
struct Colours {
    QRgb fill, ink, outline, text;
};

/// The colours of the styles of one theme. The hues are those of Okabe and Ito, which people with any kind of
/// colour vision can tell apart. What runs, and a holder for whom others wait, are solid; who waits is a pale
/// tint of the hue of its cause. test_theme_colours measures that they can be told apart.
struct Palette {
    Colours running, running_or_ready, ready, lock, gil, other, join, sleeping, io, off_cpu, unknown;
    Colours held, contended, contended_gil, handing_off, handing_off_gil, waiters, gil_waiters, value,
        missing;
};

BandStyle style(const Colours& colours, Pattern pattern, Outline outline) {
    return {QColor(colours.fill), QColor(colours.ink), pattern, QColor(colours.outline), outline,
            QColor(colours.text)};
}

void set_styles(Theme& theme, const Palette& palette) {
    const auto set = [&](LaneState state, const Colours& colours, Pattern pattern, Outline outline) {
        theme.styles[style_of(state)] = style(colours, pattern, outline);
    };
    const QRgb ground = theme.background.rgb();
    set(LaneState::absent, {ground, ground, ground, theme.text.rgb()}, Pattern::solid, Outline::none);
    // Dashed is doubt: the machine did not tell.
    set(LaneState::unknown, palette.unknown, Pattern::solid, Outline::dashed);
    set(LaneState::off_cpu, palette.off_cpu, Pattern::thin_falling, Outline::dashed);
    set(LaneState::running, palette.running, Pattern::solid, Outline::none);
    set(LaneState::running_or_ready, palette.running_or_ready, Pattern::solid, Outline::dashed);
    set(LaneState::ready, palette.ready, Pattern::dots, Outline::line);
    set(LaneState::sleeping, palette.sleeping, Pattern::solid, Outline::line);
    set(LaneState::io, palette.io, Pattern::beads, Outline::line);
    set(LaneState::waiting_lock, palette.lock, Pattern::wide_diagonals, Outline::line);
    set(LaneState::waiting_gil, palette.gil, Pattern::lattice, Outline::line);
    for (const LaneState state :
         {LaneState::waiting_semaphore, LaneState::waiting_condition, LaneState::waiting_barrier,
          LaneState::waiting_queue, LaneState::waiting_future})
        set(state, palette.other, Pattern::posts, Outline::line);
    set(LaneState::waiting_start, palette.join, Pattern::far_posts, Outline::line);
    set(LaneState::waiting_join, palette.join, Pattern::middle_line, Outline::line);

    theme.styles[held_style] = style(palette.held, Pattern::solid, Outline::line);
    theme.styles[contended_style] = style(palette.contended, Pattern::solid, Outline::line);
    theme.styles[contended_gil_style] = style(palette.contended_gil, Pattern::solid, Outline::line);
    theme.styles[handing_off_style] = style(palette.handing_off, Pattern::thin_diagonals, Outline::line);
    theme.styles[handing_off_gil_style] =
        style(palette.handing_off_gil, Pattern::thin_diagonals, Outline::line);
    theme.styles[waiters_style] = style(palette.waiters, Pattern::solid, Outline::top);
    theme.styles[gil_waiters_style] = style(palette.gil_waiters, Pattern::solid, Outline::top);
    theme.styles[value_style] = style(palette.value, Pattern::solid, Outline::top);
    theme.styles[value_change_style] = {theme.styles[value_style].outline,
                                        theme.styles[value_style].outline,
                                        Pattern::solid,
                                        theme.styles[value_style].outline,
                                        Outline::none,
                                        theme.background};
    theme.styles[lost_value_style] = {theme.error_ground, theme.error_ground, Pattern::solid,
                                      theme.error,        Outline::line,      theme.error};
    theme.read = {theme.background, theme.background, Pattern::solid, theme.text, Outline::line, theme.text};
    theme.write = {theme.text, theme.text, Pattern::solid, theme.background, Outline::line, theme.background};
    theme.styles[missing_style] = style(palette.missing, Pattern::thin_diagonals, Outline::dashed);
    theme.styles[missing_switches_style] = theme.styles[missing_style];
}

Theme make_light() {
    Theme theme;
    theme.name = ThemeName::light;
    theme.background = QColor(0xffffff);
    theme.stripe = QColor(0xf6f8fa);
    theme.window = QColor(0xf1f3f6);
    theme.border = QColor(0xcdd4db);
    theme.grid = QColor(0xe4e8ec);
    theme.axis = QColor(0x7a848e);
    theme.text = QColor(0x1b1f24);
    theme.muted = QColor(0x58626c);
    theme.accent = QColor(0x0b5cad);
    theme.on_accent = QColor(0xffffff);
    theme.chosen = QColor(0xe4eef8);
    theme.note = QColor(0xdceaf7);
    theme.doubt = QColor(0x7a5600);
    theme.doubt_ground = QColor(0xfff3d6);
    theme.error = QColor(0xb3003c);
    theme.error_ground = QColor(0xfbe3ea);
    theme.on_error = QColor(0xffffff);
    theme.good = QColor(0x1b7a52);
    theme.critical_path = QColor(0x5b3fa6);
    theme.arrow = QColor(0x39424b);
    set_styles(theme, {.running = {0x2c6fa8, 0x2c6fa8, 0x2c6fa8, 0xffffff},
                       .running_or_ready = {0x86b4da, 0x86b4da, 0x1f5f95, 0x10202e},
                       .ready = {0xc3dff3, 0x3f86b8, 0x3f86b8, 0x10202e},
                       .lock = {0xf8c9a2, 0xc9570a, 0xb84a00, 0x3a1600},
                       .gil = {0xfcebae, 0xa87900, 0x8f6600, 0x332400},
                       .other = {0xebc3da, 0x8e3a6c, 0x94406f, 0x33091f},
                       .join = {0xf4eef3, 0xb295a9, 0x977a8e, 0x5b4154},
                       .sleeping = {0xedf1f4, 0xedf1f4, 0x838d97, 0x4c565f},
                       .io = {0xe2f0ee, 0x2f7f7b, 0x4f8885, 0x12403e},
                       .off_cpu = {0xf4f5f6, 0xa3abb4, 0x7e8892, 0x4c565f},
                       .unknown = {0xffffff, 0xffffff, 0x7e8892, 0x58626c},
                       .held = {0xbfe5d3, 0xbfe5d3, 0x1e8263, 0x06281c},
                       .contended = {0xb84a00, 0xb84a00, 0xb84a00, 0xffffff},
                       .contended_gil = {0x8a6200, 0x8a6200, 0x8a6200, 0xffffff},
                       .handing_off = {0xffffff, 0xc9570a, 0xb84a00, 0x3a1600},
                       .handing_off_gil = {0xffffff, 0xa87900, 0x8f6600, 0x332400},
                       .waiters = {0xf8c9a2, 0xf8c9a2, 0xb84a00, 0x3a1600},
                       .gil_waiters = {0xfcebae, 0xfcebae, 0x8f6600, 0x332400},
                       .value = {0xdde3e9, 0xdde3e9, 0x4a5560, 0x1b1f24},
                       .missing = {0xfff3d6, 0x7a5600, 0x7a5600, 0x7a5600}});
    return theme;
}

Theme make_dark() {
    Theme theme;
    theme.name = ThemeName::dark;
    theme.background = QColor(0x15181c);
    theme.stripe = QColor(0x1a1e23);
    theme.window = QColor(0x1e2328);
    theme.border = QColor(0x3a434c);
    theme.grid = QColor(0x2a3138);
    theme.axis = QColor(0x8a949e);
    theme.text = QColor(0xe7eaee);
    theme.muted = QColor(0xa5aeb8);
    theme.accent = QColor(0x6fb3f2);
    theme.on_accent = QColor(0x0a1622);
    theme.chosen = QColor(0x1f2c39);
    theme.note = QColor(0x1f3347);
    theme.doubt = QColor(0xe8c66a);
    theme.doubt_ground = QColor(0x3a2f12);
    theme.error = QColor(0xff6b95);
    theme.error_ground = QColor(0x3c1623);
    theme.on_error = QColor(0x1f0009);
    theme.good = QColor(0x6cd3a6);
    theme.critical_path = QColor(0xb59cff);
    theme.arrow = QColor(0xd5dbe1);
    set_styles(theme, {.running = {0x3778b2, 0x3778b2, 0x3778b2, 0xffffff},
                       .running_or_ready = {0x2b577c, 0x2b577c, 0x8cc4ee, 0xe7f2fb},
                       .ready = {0x1a3a50, 0x5fa9db, 0x5fa9db, 0xd6eaf9},
                       .lock = {0x4a2410, 0xec8b42, 0xec8b42, 0xffe9d8},
                       .gil = {0x665919, 0xddb43c, 0xddb43c, 0xfff3cc},
                       .other = {0x733a64, 0xe0a0cb, 0xe0a0cb, 0xfbe6f3},
                       .join = {0x272329, 0x7e6879, 0x877082, 0xcfc0cb},
                       .sleeping = {0x20262c, 0x20262c, 0x717c87, 0xb8c1ca},
                       .io = {0x12302f, 0x63b8b3, 0x5c9a97, 0xcdedeb},
                       .off_cpu = {0x1d2126, 0x5a646e, 0x7d8791, 0xb8c1ca},
                       .unknown = {0x15181c, 0x15181c, 0x7d8791, 0xa5aeb8},
                       .held = {0x164836, 0x164836, 0x45b58f, 0xd9f5ea},
                       .contended = {0xdb7c36, 0xdb7c36, 0xdb7c36, 0x1a0d03},
                       .contended_gil = {0xc2942a, 0xc2942a, 0xc2942a, 0x1a1302},
                       .handing_off = {0x15181c, 0xec8b42, 0xec8b42, 0xffe9d8},
                       .handing_off_gil = {0x15181c, 0xddb43c, 0xddb43c, 0xfff3cc},
                       .waiters = {0x4a2410, 0x4a2410, 0xec8b42, 0xffe9d8},
                       .gil_waiters = {0x665919, 0x665919, 0xddb43c, 0xfff3cc},
                       .value = {0x2c343c, 0x2c343c, 0xb9c3cd, 0xe7eaee},
                       .missing = {0x3a2f12, 0xe8c66a, 0xe8c66a, 0xe8c66a}});
    return theme;
}

/// Makes the theme for print: it has no colour, so that a copy loses nothing, and is white where nothing
/// happens.
Theme make_print() {
    Theme theme;
    theme.name = ThemeName::print;
    theme.background = QColor(0xffffff);
    theme.stripe = QColor(0xffffff);
    theme.window = QColor(0xffffff);
    theme.border = QColor(0x9a9a9a);
    theme.grid = QColor(0xdadada);
    theme.axis = QColor(0x404040);
    theme.text = QColor(Qt::black);
    theme.muted = QColor(0x404040);
    theme.accent = QColor(Qt::black);
    theme.on_accent = QColor(0xffffff);
    theme.chosen = QColor(0xf0f0f0);
    theme.note = QColor(0xeeeeee);
    theme.doubt = QColor(Qt::black);
    theme.doubt_ground = QColor(0xffffff);
    theme.error = QColor(Qt::black);
    theme.error_ground = QColor(0xffffff);
    theme.on_error = QColor(0xffffff);
    theme.good = QColor(Qt::black);
    theme.critical_path = QColor(Qt::black);
    theme.arrow = QColor(0x303030);
    set_styles(theme, {.running = {0x565656, 0x565656, 0x565656, 0xffffff},
                       .running_or_ready = {0xa8a8a8, 0xa8a8a8, 0x202020, 0x000000},
                       .ready = {0xe2e2e2, 0x505050, 0x505050, 0x000000},
                       .lock = {0xffffff, 0x1a1a1a, 0x1a1a1a, 0x000000},
                       .gil = {0xcfcfcf, 0x404040, 0x303030, 0x000000},
                       .other = {0xffffff, 0x505050, 0x303030, 0x000000},
                       .join = {0xffffff, 0x909090, 0x808080, 0x303030},
                       .sleeping = {0xf4f4f4, 0xf4f4f4, 0x808080, 0x303030},
                       .io = {0xffffff, 0x505050, 0x707070, 0x202020},
                       .off_cpu = {0xffffff, 0xa0a0a0, 0x707070, 0x303030},
                       .unknown = {0xffffff, 0xffffff, 0x707070, 0x404040},
                       .held = {0xdcdcdc, 0xdcdcdc, 0x404040, 0x000000},
                       .contended = {0x1a1a1a, 0x1a1a1a, 0x1a1a1a, 0xffffff},
                       .contended_gil = {0x1a1a1a, 0x1a1a1a, 0x1a1a1a, 0xffffff},
                       .handing_off = {0xffffff, 0x606060, 0x404040, 0x000000},
                       .handing_off_gil = {0xffffff, 0x606060, 0x404040, 0x000000},
                       .waiters = {0xf0f0f0, 0xf0f0f0, 0x404040, 0x000000},
                       .gil_waiters = {0xf0f0f0, 0xf0f0f0, 0x404040, 0x000000},
                       .value = {0xe4e4e4, 0xe4e4e4, 0x404040, 0x000000},
                       .missing = {0xffffff, 0x000000, 0x000000, 0x000000}});
    return theme;
}

double luminance(const QColor& colour) noexcept {
    const auto linear = [](float part) {
        const double value = static_cast<double>(part);
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

} // namespace

std::optional<ThemeName> theme_name_from(const QString& word) {
    if (word == QLatin1String("light"))
        return ThemeName::light;
    if (word == QLatin1String("dark"))
        return ThemeName::dark;
    if (word == QLatin1String("print"))
        return ThemeName::print;
    return std::nullopt;
}

const Theme& theme_of(ThemeName name) {
    static const Theme light = make_light();
    static const Theme dark = make_dark();
    static const Theme print = make_print();
    switch (name) {
    case ThemeName::dark:
        return dark;
    case ThemeName::print:
        return print;
    case ThemeName::light:
        break;
    }
    return light;
}

const Theme& theme_for(const QPalette& palette) {
    const bool dark =
        palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
    return theme_of(dark ? ThemeName::dark : ThemeName::light);
}

double contrast(const QColor& first, const QColor& second) noexcept {
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace interleave
