// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON type of the whole program: keys keep the order in which they were written.
#pragma once

#include <nlohmann/json.hpp>

namespace interleave {

using Json = nlohmann::ordered_json;

} // namespace interleave
