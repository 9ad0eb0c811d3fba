// SPDX-License-Identifier: GPL-3.0-or-later
// The formats in which a run can be read. Each has a line in run_format.cpp.
#pragma once

#include "core/file/run_reader.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace interleave {

struct RunFormat {
    const char* what;   ///< as people call it: "a Chrome trace"
    std::size_t needed; ///< bytes of the beginning by which it is recognised; a pipe is read that far
    /// Whether a file with this beginning is probably of this format. It has `needed` bytes or more, fewer
    /// only if the file has.
    bool (*fits)(std::string_view beginning);
    /// `bytes` must outlive the reader. Throws RunError, whose message follows the file's name.
    std::unique_ptr<RunReader> (*open)(InputBytes& bytes);
};

/// They are asked in this order.
std::span<const RunFormat> run_formats();

} // namespace interleave
