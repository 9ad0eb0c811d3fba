// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of the source files that the places of a recorded program name.
#pragma once

#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave {

/// Reads each file when the trace first names it, because it may be changed while the program runs. What is
/// no text or too long is left out, and so are places in machine code. One thread uses it.
class ProgramSources {
public:
    /// Returns the files that the trace has named since the last call, of all calls most_source_texts.
    std::vector<SourceText> take_new(const Trace& trace);

private:
    std::uint32_t next_file_ = 1;
    std::size_t taken_ = 0;
};

} // namespace interleave
