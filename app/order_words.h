// SPDX-License-Identifier: GPL-3.0-or-later
// What commands say of the order of a controlled run.
#pragma once

#include "core/control/order_log.h"
#include "core/scenario/outcome.h"
#include "core/trace/json_forward.h"

#include <string>
#include <vector>

namespace interleave {

/// Returns the order, what came out of it, and a table of its steps.
std::string order_words(const OrderLog& log, const std::vector<Said>& said);

/// Adds the keys of a controlled run to its document.
void add_order(Json& json, const OrderLog& log, const std::vector<Said>& said);

} // namespace interleave
