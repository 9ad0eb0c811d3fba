// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export_settings.h"

namespace interleave {

ThemeName export_theme(const QString& word, const QString& format, const QPalette& window) {
    if (const auto theme = theme_name_from(word))
        return *theme;
    return format == QLatin1String("pdf") ? ThemeName::print : theme_for(window).name;
}

PictureWords remembered_words(const WindowSettings& settings, PictureWords words) {
    if (!settings.get(setting::export_caption)) {
        words.result.clear();
        words.details.clear();
    }
    return words;
}

PictureOptions remembered_options(const WindowSettings& settings, const ExportChoice& choice,
                                  const QPalette& window) {
    PictureOptions options;
    options.size = settings.get(setting::export_size);
    options.scale = settings.get(setting::export_scale);
    options.theme = export_theme(settings.get(setting::export_theme), QStringLiteral("png"), window);
    options.words = remembered_words(settings, choice.words);
    options.legend = settings.get(setting::export_legend);
    options.range = choice.visible_range;
    return options;
}

} // namespace interleave
