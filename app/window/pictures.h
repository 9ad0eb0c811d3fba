// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures that a command saves. They are checked before it runs anything and drawn afterwards, without a
// display.
#pragma once

#include "app/graphics.h"
#include "app/time_words.h"

#include "core/file/export_part.h"

#include "ui/export/picture_document.h"
#include "ui/view/view.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

class Pictures {
public:
    /// Reads --view, --size, --scale, --theme, --arrows, --critical-path, --from, --until, --lane and the
    /// option that names the files. `what` is what the command can draw. Throws UsageError, and RunError for
    /// a folder that cannot be written.
    Pictures(const Arguments& arguments, PictureOf what, const char* files = "--export");

    bool empty() const noexcept { return paths_.empty(); } ///< whether none was asked for
    /// Draws and saves. If one picture fails, the others are saved nevertheless. Call this on the main
    /// thread; it makes the application object that drawing needs, so no other may exist.
    SavedPictures save(const Trace& trace, const RunInfo& info, const RunNotes& notes) const;
    /// The same for what many runs of the same came to.
    SavedPictures save(const RepeatResult& result) const;
    /// The same for runs beside each other, at least one.
    SavedPictures save(const std::vector<ComparedRun>& runs) const;
    /// The same for the curves of a sweep.
    SavedPictures save(const SweepRequest& request, const SweepResult& result) const;
    /// The same for claims that were measured, at least one.
    SavedPictures save(const std::vector<ClaimResult>& results) const;

private:
    void check_path(const std::string& path) const;
    /// Both are called when there is an application object, whose locale they follow.
    SavedPictures save_each(PictureOptions options, const std::function<PictureWords()>& words,
                            const std::function<Drawing()>& drawing) const;
    /// Also saves the view's table, where a file is to be one.
    SavedPictures save_each(const PictureSource& source, const std::function<PictureWords()>& words) const;
    SavedPictures save_document(PictureOptions options,
                                const std::function<std::vector<DocumentPart>()>& parts) const;
    /// Adds to `saved` each file that was saved, and the error of the first that was not.
    void save_files(SavedPictures& saved,
                    const std::function<void(const std::string& path, ThemeName theme)>& save_file) const;

    std::vector<std::string> paths_;
    View view_;      ///< whose picture is drawn
    bool is_report_; ///< or of all views a page each
    PictureOptions options_;
    std::optional<ThemeName> theme_; ///< as asked for
    TimeWords times_;                ///< which part of a run is drawn
    ExportPart part_;                ///< and which of its lanes
};

} // namespace interleave
