// SPDX-License-Identifier: GPL-3.0-or-later
// interleave open FILE…: opens the window with saved runs or other programs' traces.
#include "app/commands.h"
#include "app/graphics.h"

#include "core/event/error.h"
#include "core/file/byte_source.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace interleave {

namespace {

int open_runs(const Arguments& arguments, const Graphics& graphics) {
    if (std::count(arguments.operands.begin(), arguments.operands.end(), standard_input) > 1)
        throw UsageError("'-' is given twice, but there is one standard input");
    for (const std::string& path : arguments.operands) {
        // What is not there is said before a window opens. A pipe's writer would be ended if it were closed
        // again.
        std::error_code error;
        if (path != standard_input && !std::filesystem::is_fifo(path, error))
            open_file_bytes(path);
    }
    return graphics.open_window(arguments.operands);
}

} // namespace

const Command open_command{
    .name = "open",
    .operand = "FILE",
    .about = "open the window on saved runs or other programs' traces",
    .options = {},
    .takes_many_operands = true,
    .more = "Without a FILE the window is opened as by 'interleave' alone. FILE may be - for standard input, "
            "which is\n"
            "shown live:\n"
            "ssh machine interleave run NAME --save - | interleave open -\n",
    .run = open_runs,
};

} // namespace interleave
