// SPDX-License-Identifier: GPL-3.0-or-later
// Saves several drawings as one PDF of as many pages as they need, whole or not at all. It needs a
// QGuiApplication, but no display.
#pragma once

#include "ui/export/export_picture.h"

#include <string>
#include <vector>

namespace interleave {

/// A drawing and the words around it.
struct DocumentPart {
    PictureWords words;
    Drawing draw;
};

/// Size of an A4 page in landscape, in logical pixels.
inline constexpr QSize landscape_page{1123, 794};

/// Saves the parts, at least one, each on the first page that has room for it. All pages are as large as the
/// options say, and each is numbered at its foot, beside the title of the first part. The words of the
/// options are not used. Throws as exportDrawing does. Call this in the thread that owns the application
/// object.
void export_document(const std::vector<DocumentPart>& parts, const PictureOptions& options,
                     const std::string& path);

/// Checks before a long run what can be checked: throws UsageError for a path that is no PDF, and RunError
/// for a folder that cannot be written.
void check_document_path(const std::string& path);

} // namespace interleave
