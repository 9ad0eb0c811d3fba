// SPDX-License-Identifier: GPL-3.0-or-later
// How a picture was exported last, which the next one begins with.
#pragma once

#include "ui/export/export_choice.h"
#include "ui/settings/window_settings.h"

#include <QPalette>
#include <QString>

namespace interleave {

/// The word for the theme that suits the window, or paper for a PDF. Any other word is a theme's name.
inline constexpr const char* automatic_theme = "automatic";

/// Returns the theme that the word names for a picture in this format: "png", "svg" or "pdf".
ThemeName export_theme(const QString& word, const QString& format, const QPalette& window);

/// Returns the words as they were wanted last: with or without the lines that say what ran.
PictureWords remembered_words(const WindowSettings& settings, PictureWords words);

/// Returns the options with which this choice is copied without being asked: those of the last export, of the
/// part that the window shows.
PictureOptions remembered_options(const WindowSettings& settings, const ExportChoice& choice,
                                  const QPalette& window);

} // namespace interleave
