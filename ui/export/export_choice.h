// SPDX-License-Identifier: GPL-3.0-or-later
// What the window offers to export: a view, as it is now.
#pragma once

#include "ui/export/export_picture.h"
#include "ui/table/table.h"

#include <QString>

#include <functional>
#include <optional>

namespace interleave {

/// A copy of what the view shows, so that it stays as it was when the dialog was opened.
struct ExportChoice {
    QString name;       ///< suggested for the file
    QString title;      ///< name that the user sees
    PictureWords words; ///< around the picture
    Drawing draw;
    std::optional<Table> table{}; ///< of a view that can also be saved as CSV or JSON
    /// Begins to save the figures as CSV, for a view that has too many for a `table`, and says by itself what
    /// came of it.
    std::function<void(const QString& path)> save_csv{};
    std::optional<TimeRange> visible_range{}; ///< of a view of a run's time: what the window shows of it
};

} // namespace interleave
