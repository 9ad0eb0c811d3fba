// SPDX-License-Identifier: GPL-3.0-or-later
// The report of a run: one document of all views that tell something of it.
#pragma once

#include "ui/export/picture_document.h"
#include "ui/view/picture_source.h"

#include <vector>

namespace interleave {

/// The word for --view that means the report.
inline constexpr const char* report_view = "report";

/// Returns the parts in the order of the table of views, the timeline first. A view that has nothing to show
/// of this run has none. Of ten million events it takes seconds, so it is called in the thread pool while a
/// window is open; any thread may call it.
std::vector<DocumentPart> run_report_parts(const PictureSource& source);

} // namespace interleave
