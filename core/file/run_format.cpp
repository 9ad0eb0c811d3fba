// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/run_format.h"

#include "core/event/error.h"
#include "core/file/chrome_trace_reader.h"
#include "core/file/file_block.h"
#include "core/file/input_bytes.h"
#include "core/file/run_file_reader.h"
#include "core/file/run_notes.h"
#include "core/file/schedule_reader.h"

#include <string>
#include <vector>

namespace interleave {

std::span<const RunFormat> run_formats() {
    static const std::vector<RunFormat> formats{
        {"its own files (.ilv)", file_head_bytes, is_run_file, open_run_file},
        schedule_format(),
        {"Chrome traces (JSON)", std::size_t{1} << 16U, is_chrome_trace, read_chrome_trace},
    };
    return formats;
}

RunNotes RunReader::notes() const {
    return {};
}

std::unique_ptr<RunReader> read_run(InputBytes& bytes) {
    if (bytes.look(1).empty())
        throw RunError("is empty");
    std::string known;
    for (const RunFormat& format : run_formats()) {
        if (format.fits(bytes.look(format.needed)))
            return format.open(bytes);
        known += (known.empty() ? "" : ", ") + std::string(format.what);
    }
    throw RunError("is no trace that Interleave knows; it reads " + known);
}

} // namespace interleave
