// SPDX-License-Identifier: GPL-3.0-or-later
// The lanes, objects and files that appeared, the texts of source files, and how the run was closed, as the
// JSON texts of a file.
#pragma once

#include "core/event/entry_info.h"
#include "core/file/run_reader.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interleave {

/// What appeared since the block before.
struct NewNames {
    std::vector<LaneInfo> lanes{};
    std::vector<ObjectInfo> objects{};
    std::vector<std::pair<std::uint32_t, std::string>> files{}; ///< number and path

    bool empty() const noexcept { return lanes.empty() && objects.empty() && files.empty(); }
};

std::string names_to_text(const NewNames& names);
std::string source_to_text(const SourceText& source);
std::string end_to_text(const RunEnd& end);

/// The texts are untrusted. They throw RunError, whose message follows "the block". Names and paths are
/// printable and bounded; numbers may be any.
NewNames names_from_text(std::string_view text);
SourceText source_from_text(std::string_view text);
RunEnd end_from_text(std::string_view text);

} // namespace interleave
