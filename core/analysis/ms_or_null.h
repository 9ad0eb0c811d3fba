// SPDX-License-Identifier: GPL-3.0-or-later
// A time as JSON has it: milliseconds, or null where records that it needs are missing.
#pragma once

#include "core/analysis/figure.h"
#include "core/trace/json.h"

#include <cstdint>

namespace interleave {

/// Returns nanoseconds as milliseconds if all records are there that they come from, otherwise null.
inline Json ms_or_null(std::int64_t ns, bool is_whole) {
    return is_whole ? Json(to_ms(ns)) : Json(nullptr);
}

} // namespace interleave
