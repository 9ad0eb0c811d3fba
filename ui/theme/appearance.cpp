// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/appearance.h"

#include "ui/theme/theme.h"
#include "ui/theme/visible_fields.h"

#include <QApplication>
#include <QStyle>
#include <QStyleFactory>

namespace interleave {

namespace {

QPalette palette_of(const Theme& theme) {
    QPalette palette(theme.window, theme.window);
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.background);
    palette.setColor(QPalette::AlternateBase, theme.stripe);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.muted);
    palette.setColor(QPalette::Button, theme.window);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.text);
    palette.setColor(QPalette::ToolTipBase, theme.stripe);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Mid, theme.border);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.on_accent);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::LinkVisited, theme.accent);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.muted);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, theme.border);
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
    const QStyle* const now = QApplication::style();
    if (is_fusion(name)) {
        if (qobject_cast<const VisibleFields*>(now) == nullptr)
            QApplication::setStyle(new VisibleFields);
        return;
    }
    if (now->objectName().compare(name, Qt::CaseInsensitive) == 0)
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
    return palette_of(theme_of(ThemeName::light));
}

QPalette dark_palette() {
    return palette_of(theme_of(ThemeName::dark));
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
