// SPDX-License-Identifier: GPL-3.0-or-later
// The formats in which a run can be read. Each has a line in run_format.cpp.
#pragma once

#include "core/file/run_reader.h"

#include <memory>
#include <span>
#include <string_view>

namespace interleave {

struct RunFormat {
    const char* what; ///< as people call it: "a Chrome trace"
    /// Whether a file with this beginning (as many bytes as InputBytes::look() shows, fewer only of a shorter
    /// file) is probably of this format.
    bool (*fits)(std::string_view beginning);
    /// `bytes` must outlive the reader. Throws RunError, whose message follows the file's name.
    std::unique_ptr<RunReader> (*open)(InputBytes& bytes);
};

/// They are asked in this order.
std::span<const RunFormat> run_formats();

} // namespace interleave
