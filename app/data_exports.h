// SPDX-License-Identifier: GPL-3.0-or-later
// The files of data that a command saves: tables and traces for other programs, which need no Qt. The other
// files that --export names are pictures.
#pragma once

#include "app/graphics.h"

#include "core/file/data_export.h"

#include <string>
#include <vector>

namespace interleave {

/// What a program says that was interrupted while it saved data. An incomplete file is not left.
inline constexpr const char* interrupted_data = "interrupted: the file was not saved\n";

class DataExports {
public:
    /// Reads --view and the option that names the files, and checks what can be checked before a run. Throws
    /// UsageError, also for a file that is neither data nor a picture, and RunError for a folder that cannot
    /// be written.
    explicit DataExports(const Arguments& arguments, const std::string& option = "--export");

    bool empty() const noexcept { return files_.empty(); }
    /// Whether files are asked for and none of them is a picture, so that nothing needs Qt.
    bool are_all() const noexcept { return !empty() && !has_pictures_; }
    /// Returns the arguments without what is about data.
    const Arguments& of_pictures() const noexcept { return of_pictures_; }
    /// Saves the files. If one fails, the others are saved nevertheless.
    SavedPictures save(const Trace& trace, const RunInfo& info, const ExportPart& part = {}) const;

private:
    struct File {
        std::string path;
        const DataFormat* format;
    };

    void read_paths(const Arguments& arguments, const std::string& option);
    void read_view(const Arguments& arguments);

    std::vector<File> files_;
    bool has_pictures_ = false;
    Arguments of_pictures_;
};

} // namespace interleave
