// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures that a command saves: checked before it runs anything, drawn afterwards, no display needed.
#pragma once

#include "app/command_line.h"

#include "core/analysis/run_report.h"
#include "core/experiment/sweep.h"
#include "core/trace/trace.h"
#include "ui/export/picture_options.h"

#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace interleave {

/// What became of the pictures.
struct SavedPictures {
    std::string said;    ///< a line for each that was saved, each ending in a newline
    std::string trouble; ///< one line about the first that failed; empty if none did
};

class Pictures {
public:
    /// Reads --export, --size, --scale and --theme. Throws UsageError, and RunError for a folder that cannot
    /// be written.
    explicit Pictures(const Arguments& arguments);

    /// Draws and saves. A picture that fails does not keep the others from being saved. Main thread; makes
    /// the application object that drawing needs, so no other may exist.
    SavedPictures save(const Trace& trace, const RunReport& report) const;
    /// The same for the curves of a sweep.
    SavedPictures save(const SweepRequest& request, const SweepResult& result) const;

private:
    using SaveOne = std::function<void(const PictureOptions&, const QString& path)>;
    SavedPictures save_each(const std::string& title, const std::string& words,
                            const SaveOne& save_one) const;

    std::vector<std::string> paths_;
    PictureOptions options_;
};

} // namespace interleave
