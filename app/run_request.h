// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the request from the words of `run` and `sweep`, and checks it before anything starts.
#pragma once

#include "app/command_line.h"

#include "core/engine/session.h"

#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// Makes the request for the named scenario from --set, --backend, --seed, --duration and
/// --no-switch-records. Throws UsageError, whose message names `command`.
RunRequest request_of(const Arguments& arguments, const std::string& command);

/// Does the same for a command that has no --mode and is about controlled mode only.
RunRequest controlled_request_of(const Arguments& arguments, const std::string& command);

/// Returns the named backend. Throws UsageError if the scenario does not run on it.
Backend backend_of(const Scenario& scenario, std::string_view word);

/// Returns the backends that --backends names, or all on which the scenario runs. Throws UsageError.
std::vector<Backend> backends_of(const Arguments& arguments, const Scenario& scenario);

} // namespace interleave
