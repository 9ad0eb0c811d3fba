// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the JSON document of a run back, as students hand it in. Nothing in it is believed: it is bounded, it
// must have the form, and a check must agree with its own figures.
#pragma once

#include "core/trace/json_forward.h"
#include "core/trace/run_info.h"

#include <cstddef>
#include <string_view>

namespace interleave {

/// The longest document that is read.
inline constexpr std::size_t longest_run_document = std::size_t{16} << 20U;

/// Returns what ran, how it ended, its outcome and its checks; lanes and objects are not read. Throws
/// RunError for anything else than such a document. The message is one printable line that follows a subject:
/// "is no JSON".
RunInfo run_from_json(std::string_view text);

} // namespace interleave
