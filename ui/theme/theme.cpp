// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <cmath>

namespace interleave {

namespace {

// The colours of Okabe and Ito, which people with any kind of colour vision can tell apart.
const QColor blue(0x00, 0x72, 0xb2);
const QColor sky(0x56, 0xb4, 0xe9);
const QColor vermilion(0xd5, 0x5e, 0x00);
const QColor orange(0xe6, 0x9f, 0x00);
const QColor purple(0xcc, 0x79, 0xa7);
const QColor green(0x00, 0x9e, 0x73);
const QColor violet(0x7a, 0x68,
                    0xb3); // not one of theirs; used only for amounts, where there is no other colour

/// The colours that differ between themes, besides those of the states.
struct Inks {
    QColor on_sky, on_vermilion, on_orange, on_purple; ///< patterns
    QColor pale, pale_ink, border;                     ///< of what is off the CPU voluntarily
    QColor doubt, doubt_ink;                           ///< of what is missing
};

void set_waits(Theme& theme, const Inks& inks) {
    const auto set = [&](LaneState state, const QColor& fill, const QColor& ink, Pattern pattern) {
        theme.styles[style_of(state)] = {fill, ink, pattern, ink, Outline::line};
    };
    set(LaneState::waiting_lock, vermilion, inks.on_vermilion, Pattern::rising);
    set(LaneState::waiting_gil, orange, inks.on_orange, Pattern::cross);
    set(LaneState::waiting_semaphore, purple, inks.on_purple, Pattern::horizontal);
    set(LaneState::waiting_condition, purple, inks.on_purple, Pattern::falling);
    set(LaneState::waiting_barrier, purple, inks.on_purple, Pattern::posts);
    set(LaneState::waiting_queue, purple, inks.on_purple, Pattern::grid);
    set(LaneState::waiting_future, purple, inks.on_purple, Pattern::spots);
    set(LaneState::waiting_join, purple, inks.on_purple, Pattern::bars);
}

void set_styles(Theme& theme, const Inks& inks) {
    const auto set = [&](LaneState state, const BandStyle& style) { theme.styles[style_of(state)] = style; };
    const QColor& background = theme.background;
    set(LaneState::absent, {background, background, Pattern::solid, background, Outline::none});
    set(LaneState::unknown, {background, background, Pattern::solid, inks.border, Outline::dashed});
    set(LaneState::running, {blue, blue, Pattern::solid, blue, Outline::none});
    set(LaneState::ready, {sky, inks.on_sky, Pattern::dots, inks.on_sky, Outline::line});
    set(LaneState::sleeping, {inks.pale, inks.pale, Pattern::solid, inks.border, Outline::line});
    set(LaneState::io, {inks.pale, inks.pale_ink, Pattern::sparse_vertical, inks.border, Outline::line});
    set(LaneState::off_cpu, {inks.pale, inks.pale_ink, Pattern::sparse_falling, inks.border, Outline::line});
    set_waits(theme, inks);
    theme.styles[held_style] = {green, green, Pattern::solid, green, Outline::none};
    theme.styles[contended_style] = {vermilion, inks.on_vermilion, Pattern::sparse_falling, inks.on_vermilion,
                                     Outline::line};
    theme.styles[handing_off_style] = {background, inks.border, Pattern::sparse_falling, inks.border,
                                       Outline::line};
    theme.styles[waiters_style] = {theme.muted, theme.muted, Pattern::solid, theme.muted, Outline::none};
    // Dashed is doubt: the machine did not tell.
    theme.styles[missing_style] = {inks.doubt, inks.doubt_ink, Pattern::sparse_rising, inks.doubt_ink,
                                   Outline::dashed};
    theme.styles[missing_switches_style] = theme.styles[missing_style];
    theme.styles[value_style] = {violet, violet, Pattern::solid, violet, Outline::none};
}

Theme make_light() {
    Theme theme;
    theme.name = ThemeName::light;
    theme.background = QColor(0xff, 0xff, 0xff);
    theme.stripe = QColor(0xf7, 0xf8, 0xfa);
    theme.text = QColor(0x1b, 0x1f, 0x24);
    theme.muted = QColor(0x5c, 0x66, 0x70);
    theme.grid = QColor(0xdd, 0xe1, 0xe6);
    theme.accent = QColor(0x1b, 0x1f, 0x24);
    set_styles(theme, {.on_sky = QColor(0x00, 0x5a, 0x8c),
                       .on_vermilion = QColor(0x80, 0x32, 0x00),
                       .on_orange = QColor(0x7d, 0x50, 0x00),
                       .on_purple = QColor(0x7f, 0x2f, 0x5c),
                       .pale = QColor(0xed, 0xf0, 0xf3),
                       .pale_ink = QColor(0x98, 0xa1, 0xab),
                       .border = QColor(0x80, 0x8a, 0x95),
                       .doubt = QColor(0xff, 0xf3, 0xd6),
                       .doubt_ink = QColor(0x7a, 0x56, 0x00)});
    return theme;
}

Theme make_dark() {
    Theme theme;
    theme.name = ThemeName::dark;
    theme.background = QColor(0x16, 0x19, 0x1d);
    theme.stripe = QColor(0x1c, 0x20, 0x25);
    theme.text = QColor(0xe8, 0xea, 0xed);
    theme.muted = QColor(0xa0, 0xa8, 0xb2);
    theme.grid = QColor(0x31, 0x37, 0x3e);
    theme.accent = QColor(0xf2, 0xf4, 0xf7);
    set_styles(theme, {.on_sky = QColor(0x0a, 0x45, 0x6b),
                       .on_vermilion = QColor(0x6e, 0x2c, 0x00),
                       .on_orange = QColor(0x6b, 0x45, 0x00),
                       .on_purple = QColor(0x63, 0x22, 0x48),
                       .pale = QColor(0x25, 0x2b, 0x32),
                       .pale_ink = QColor(0x68, 0x72, 0x7d),
                       .border = QColor(0x80, 0x8a, 0x96),
                       .doubt = QColor(0x3a, 0x2f, 0x12),
                       .doubt_ink = QColor(0xe8, 0xc6, 0x6a)});
    return theme;
}

/// Makes the theme for print, which is white where nothing happens and has black patterns, so that a
/// greyscale copy can be read.
Theme make_print() {
    Theme theme;
    theme.name = ThemeName::print;
    theme.background = QColor(0xff, 0xff, 0xff);
    theme.stripe = QColor(0xff, 0xff, 0xff);
    theme.text = QColor(0x00, 0x00, 0x00);
    theme.muted = QColor(0x40, 0x40, 0x40);
    theme.grid = QColor(0xd0, 0xd0, 0xd0);
    theme.accent = QColor(0x00, 0x00, 0x00);
    const QColor black(0x10, 0x10, 0x10);
    set_styles(theme, {.on_sky = black,
                       .on_vermilion = black,
                       .on_orange = black,
                       .on_purple = black,
                       .pale = QColor(0xff, 0xff, 0xff),
                       .pale_ink = QColor(0x60, 0x60, 0x60),
                       .border = QColor(0x50, 0x50, 0x50),
                       .doubt = QColor(0xff, 0xff, 0xff),
                       .doubt_ink = QColor(0x00, 0x00, 0x00)});
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

QColor text_on(const BandStyle& style) noexcept {
    const QColor black(0x10, 0x12, 0x14);
    const QColor white(0xff, 0xff, 0xff);
    return contrast(style.fill, white) >= 4.0 || contrast(style.fill, white) >= contrast(style.fill, black)
               ? white
               : black;
}

} // namespace interleave
