// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/run_format.h"

#include "core/event/error.h"
#include "core/file/input_bytes.h"

#include <string>
#include <vector>

namespace interleave {

std::span<const RunFormat> run_formats() {
    static const std::vector<RunFormat> formats{};
    return formats;
}

std::unique_ptr<RunReader> read_run(InputBytes& bytes) {
    const std::string_view beginning = bytes.look(InputBytes::capacity);
    if (beginning.empty())
        throw RunError("is empty");
    std::string known;
    for (const RunFormat& format : run_formats()) {
        if (format.fits(beginning))
            return format.open(bytes);
        known += (known.empty() ? "" : ", ") + std::string(format.what);
    }
    throw RunError("is no trace that Interleave knows; it reads " + known);
}

} // namespace interleave
