// SPDX-License-Identifier: GPL-3.0-or-later
// What needs Qt: the window, the pictures that a command saves and what a course hands out. The commands ask
// for it here and know no Qt, because its libraries take longer to load than a short run takes.
#pragma once

#include "app/command_line.h"
#include "app/course_printer.h"

#include "core/experiment/claims.h"
#include "core/experiment/compared_runs.h"
#include "core/experiment/repeated_runs.h"
#include "core/experiment/sweep.h"
#include "core/file/run_notes.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace interleave {

/// What a program says that was interrupted while it saved a picture. An incomplete file is not left.
inline constexpr const char* interrupted_picture = "interrupted: the picture was not saved\n";

/// The result of saving the pictures.
struct SavedPictures {
    std::string report; ///< a line for each saved picture, each ending in a newline
    std::string error;  ///< one line about the first picture that failed; empty if none did
};

/// Draw and save what a command has measured. If one picture fails, the others are saved nevertheless. They
/// are called once at most, on the main thread.
using SaveRun = std::function<SavedPictures(const Trace& trace, const RunInfo& info, const RunNotes& notes)>;
using SaveRepeats = std::function<SavedPictures(const RepeatResult& result)>; ///< at least one run has ended
using SaveComparison = std::function<SavedPictures(const std::vector<ComparedRun>& runs)>; ///< at least one
using SaveClaims = std::function<SavedPictures(const std::vector<ClaimResult>& results)>;  ///< at least one
using SaveSweep = std::function<SavedPictures(const SweepRequest& request, const SweepResult& result)>;

class Graphics {
public:
    Graphics() = default;
    virtual ~Graphics() = default;
    Graphics(const Graphics&) = delete;
    Graphics& operator=(const Graphics&) = delete;

    /// Opens the window on these files, "-" for standard input, and returns the exit status when it is
    /// closed. Throws RunError if there can be none.
    virtual int open_window(const std::vector<std::string>& files = {}) const = 0;

    /// Read --export, --view, --size, --scale, --theme, --arrows, --critical-path, --from and --until before
    /// the command runs anything. They return an empty function if no picture is asked for. They throw
    /// UsageError, and RunError for a folder that cannot be written or where no picture can be drawn. `files`
    /// is the option that names the pictures. What is of more than one run is also saved as a table, .csv or
    /// .json.
    virtual SaveRun pictures_of_run(const Arguments& arguments, const char* files = "--export") const = 0;
    virtual SaveRepeats pictures_of_repeats(const Arguments& arguments) const = 0;
    virtual SaveComparison pictures_of_comparison(const Arguments& arguments) const = 0;
    virtual SaveSweep pictures_of_sweep(const Arguments& arguments) const = 0;
    virtual SaveClaims pictures_of_claims(const Arguments& arguments) const = 0;

    /// Returns what prints a course. Throws RunError where nothing can be printed.
    virtual std::unique_ptr<CoursePrinter> course_printer() const = 0;
};

} // namespace interleave
