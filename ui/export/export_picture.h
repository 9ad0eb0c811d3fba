// SPDX-License-Identifier: GPL-3.0-or-later
// Saves a drawing as a file: PNG, SVG or PDF, whole or not at all. It needs a QGuiApplication, but no
// display.
#pragma once

#include "ui/export/picture_options.h"

#include <QImage>
#include <QString>

#include <functional>
#include <string>

class QPainter;

namespace interleave {

/// Draws a whole sheet, `options.size` logical pixels from the painter's origin. The drawing owns what it
/// draws, or that outlives the drawing.
using Drawing = std::function<void(QPainter&, const PictureOptions& options)>;

/// Saves the picture under exactly this name, which may be no UTF-8, in the format that the path's extension
/// names (.png, .svg, .pdf, in any case). A file at the path is replaced only by the finished picture. Throws
/// UsageError for an unknown extension or options out of bounds, and RunError if the file cannot be written;
/// no incomplete file is left. Call this in the thread that owns the application object.
void exportDrawing(const Drawing& draw, const PictureOptions& options, const std::string& path);
/// The same for a path that a person chose in a dialog.
void exportDrawing(const Drawing& draw, const PictureOptions& options, const QString& path);

/// Checks before a long run what can be checked: throws as exportDrawing would for this path's extension,
/// folder and kind.
void check_export_path(const std::string& path);

/// Throws UsageError for options out of bounds, as exportDrawing would.
void check_picture_options(const PictureOptions& options);

/// Returns the same picture, drawn for `options.size`, as an image that fits into `size` pixels. Throws
/// UsageError for options out of bounds.
QImage drawPreview(const Drawing& draw, const PictureOptions& options, const QSize& size);

} // namespace interleave
