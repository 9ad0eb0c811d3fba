// SPDX-License-Identifier: GPL-3.0-or-later
// Saves a drawing as a file: PNG, SVG or PDF, whole or not at all. It needs a QGuiApplication, but no
// display.
#pragma once

#include "ui/export/picture_options.h"

#include <QImage>
#include <QSize>
#include <QString>

#include <functional>
#include <memory>
#include <string>

class QMimeData;
class QPainter;

namespace interleave {

/// A whole sheet, ready to be drawn.
struct Picture {
    QSize size;                          ///< logical pixels
    std::function<void(QPainter&)> draw; ///< fills the size from the painter's origin
};

/// Lays out a picture, which is as wide as the options say and at most as high. The drawing and its pictures
/// own what they draw, or that outlives them.
using Drawing = std::function<Picture(const PictureOptions& options)>;

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

/// Whether the path's extension names a format that is made for paper.
bool is_for_paper(const std::string& path);

/// Throws UsageError for options out of bounds, as exportDrawing would.
void check_picture_options(const PictureOptions& options);

/// Returns the picture as an image that fits into `size` pixels. Throws UsageError for options out of bounds.
QImage drawPreview(const Drawing& draw, const PictureOptions& options, const QSize& size);

/// Returns the picture for the clipboard: as PNG for any program, and as SVG for those that take it. Throws
/// UsageError for options out of bounds.
std::unique_ptr<QMimeData> clipboard_picture(const Drawing& draw, const PictureOptions& options);

} // namespace interleave
