// SPDX-License-Identifier: GPL-3.0-or-later
// What the guardian tells the host when a run is over, and what the host makes of it.
#pragma once

#include "core/engine/session.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// Why the run ended: the engine's main process ended before anybody wished it to, or who wished it.
enum class EndCause { by_itself, asked, time_limit };

struct EndReport {
    EndCause cause = EndCause::by_itself;
    bool killed = false; ///< the engine's main process had to be killed
    ProcessExit engine{};
    std::vector<ProcessExit> others;     ///< processes of the run that the guardian reaped
    std::uint64_t ended_ns = 0;          ///< CLOCK_MONOTONIC_RAW, when the engine's main process was gone
    std::optional<ProcessExit> guardian; ///< set by the host if the guardian ended before it could report
    std::string result;                  ///< what the engine wrote about its run; not trusted, may be cut off
};

std::string to_text(const EndReport& report);
/// Throws nlohmann::json::exception for a text that is no end report.
EndReport end_report_from(const std::string& text);

/// What the engine writes into `EndReport::result`.
std::string result_text(const Outcome& outcome);
std::string result_text(const std::string& error);

/// What the host makes of the report. `asked_as` is what a stop that the host asked for is called.
SessionResult judge(const EndReport& report, Ended asked_as);

/// "was ended by signal 11 (segmentation fault)", or "ended with exit code 3".
std::string words_for(const ProcessExit& exit);

} // namespace interleave
