// SPDX-License-Identifier: GPL-3.0-or-later
// The name of the JSON type, for headers. Only files that read or write JSON include core/trace/json.h: the
// library behind it takes seconds to compile, in every file that sees it.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace interleave {

/// The JSON type of the whole program: keys keep the order in which they were written.
using Json = nlohmann::ordered_json;

} // namespace interleave
