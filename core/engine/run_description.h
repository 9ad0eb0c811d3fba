// SPDX-License-Identifier: GPL-3.0-or-later
// The description of a run that the host sends to the engine.
#pragma once

#include "core/control/control_block.h"
#include "core/engine/order_search.h"
#include "core/engine/program_to_record.h"
#include "core/scenario/parameter.h"
#include "core/scenario/scenario.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// What is asked of a run in controlled mode.
struct ControlRequest {
    std::vector<Turn> order{}; ///< who makes the first steps
    Rule rule = Rule::stay;    ///< for the steps behind them
    std::uint64_t seed = 1;    ///< of Rule::random
};

/// It is of a scenario or of a program. Of a program neither parameters, backend nor seed mean anything.
struct RunDescription {
    const Scenario* scenario = nullptr; ///< nullptr if a program is recorded
    ParameterSet parameters;
    Backend backend = Backend::threads;
    std::uint64_t seed = 1;
    std::optional<std::chrono::milliseconds> time_limit{60'000};
    std::optional<ProgramToRecord> program{};
    std::optional<ControlRequest> control{}; ///< none: the kernel decides who goes on
    std::optional<SearchRequest> search{};   ///< not one run but many, each in another order
};

std::string to_text(const RunDescription& run);

/// Throws UsageError or nlohmann::json::exception for a text that is no description or names what this
/// program's catalogue does not have.
RunDescription run_description_from(const std::string& text);

} // namespace interleave
