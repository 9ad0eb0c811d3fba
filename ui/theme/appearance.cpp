// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/appearance.h"

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>

namespace interleave {

namespace {

struct Colours {
    QColor window, base, alternate, text, muted, button, mid, accent, on_accent, link;
};

QPalette palette_of(const Colours& c) {
    QPalette palette(c.button, c.window);
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.alternate);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::Button, c.button);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.text);
    palette.setColor(QPalette::ToolTipBase, c.alternate);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Mid, c.mid);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.on_accent);
    palette.setColor(QPalette::Link, c.link);
    palette.setColor(QPalette::LinkVisited, c.link);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.muted);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.mid);
    return palette;
}

/// Returns the style of the desktop, which is saved before the first change.
const QString& desktop_style() {
    static const QString name = QApplication::style()->objectName();
    return name;
}

bool is_fusion(const QString& style) {
    return style.compare(QLatin1String("fusion"), Qt::CaseInsensitive) == 0;
}

void use_style(const QString& name) {
    if (QApplication::style()->objectName().compare(name, Qt::CaseInsensitive) == 0)
        return;
    if (QStyle* style = QStyleFactory::create(name))
        QApplication::setStyle(style);
}

/// Whether the desktop has no palette. On a bare X server nobody chose one, so our own is as good as the grey
/// of the style Fusion.
bool desktop_has_no_palette() {
    return is_fusion(desktop_style()) && qEnvironmentVariableIsEmpty("XDG_CURRENT_DESKTOP") &&
           qEnvironmentVariableIsEmpty("QT_QPA_PLATFORMTHEME");
}

} // namespace

Look look_from(const QString& name) {
    if (name == QLatin1String("light"))
        return Look::light;
    return name == QLatin1String("dark") ? Look::dark : Look::system;
}

QString name_of(Look look) {
    switch (look) {
    case Look::light:
        return QStringLiteral("light");
    case Look::dark:
        return QStringLiteral("dark");
    case Look::system:
        break;
    }
    return QStringLiteral("system");
}

QPalette light_palette() {
    return palette_of({.window = QColor(0xf6, 0xf7, 0xf8),
                       .base = QColor(0xff, 0xff, 0xff),
                       .alternate = QColor(0xf2, 0xf4, 0xf6),
                       .text = QColor(0x1b, 0x1f, 0x24),
                       .muted = QColor(0x66, 0x6e, 0x78),
                       .button = QColor(0xf3, 0xf4, 0xf6),
                       .mid = QColor(0xc9, 0xce, 0xd4),
                       .accent = QColor(0x00, 0x5f, 0x99),
                       .on_accent = QColor(0xff, 0xff, 0xff),
                       .link = QColor(0x00, 0x5f, 0x99)});
}

QPalette dark_palette() {
    return palette_of({.window = QColor(0x22, 0x25, 0x29),
                       .base = QColor(0x16, 0x19, 0x1d),
                       .alternate = QColor(0x1c, 0x20, 0x25),
                       .text = QColor(0xe8, 0xea, 0xed),
                       .muted = QColor(0x9a, 0xa2, 0xad),
                       .button = QColor(0x30, 0x34, 0x3a),
                       .mid = QColor(0x4a, 0x50, 0x58),
                       .accent = QColor(0x1f, 0x6f, 0xb2),
                       .on_accent = QColor(0xff, 0xff, 0xff),
                       .link = QColor(0x7c, 0xc4, 0xf2)});
}

bool is_dark(const QPalette& palette) {
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

void apply_look(Look look) {
    desktop_style();
    if (look == Look::system) {
        use_style(desktop_style());
        QApplication::setPalette(desktop_has_no_palette() ? light_palette() : QPalette());
        return;
    }
    use_style(QStringLiteral("Fusion"));
    QApplication::setPalette(look == Look::dark ? dark_palette() : light_palette());
}

} // namespace interleave
