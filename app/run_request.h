// SPDX-License-Identifier: GPL-3.0-or-later
// What the words of `run` and `sweep` ask for, checked before anything starts.
#pragma once

#include "app/command_line.h"

#include "core/engine/session.h"

#include <string>
#include <string_view>

namespace interleave {

/// The scenario named, with --set, --backend, --seed, --duration and --no-switch-records where they are
/// given. Throws UsageError; `command` is the one to name in it.
RunRequest request_of(const Arguments& arguments, const std::string& command);

/// A backend that the scenario runs on. Throws UsageError.
Backend backend_of(const Scenario& scenario, std::string_view word);

} // namespace interleave
