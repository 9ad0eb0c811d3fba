// SPDX-License-Identifier: GPL-3.0-or-later
// The report that the guardian sends to the host when a run has ended, and the result that the host derives
// from it.
#pragma once

#include "core/engine/session.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// Why the run ended: the engine's main process ended by itself, the host asked for it, or the time limit
/// passed.
enum class EndCause { by_itself, asked, time_limit };

/// How many bytes of its result an engine may write. The scenarios of the catalogue need up to some hundred
/// kilobytes, for pictures.
inline constexpr std::size_t longest_result = std::size_t{1} << 20U;
/// The ends of how many processes of a run are reported. A scenario may start any number of them.
inline constexpr std::size_t most_exits = 10'000;

struct EndReport {
    EndCause cause = EndCause::by_itself;
    bool killed = false; ///< the engine's main process had to be killed
    ProcessExit engine{};
    std::vector<ProcessExit> others; ///< processes of the run that the guardian reaped, most_exits of them
    std::uint64_t ended_ns = 0;      ///< CLOCK_MONOTONIC_RAW, when the engine's main process had ended
    std::optional<ProcessExit> guardian; ///< set by the host if the guardian ended before it could report
    bool guardian_was_killed = false;    ///< by the host, because it did not end the run in time
    /// What the engine wrote about its run. It is not trusted. Of a result that is too long it is the first
    /// longest_result + 1 bytes.
    std::string result;
};

std::string to_text(const EndReport& report);
/// Throws RunError or nlohmann::json::exception for a text that is no end report.
EndReport end_report_from(const std::string& text);

/// The same for a recorded program. That it ended with a status or a signal is its outcome.
SessionResult judge_program(const EndReport& report, Ended asked_as);

/// Return the text that the engine writes into `EndReport::result`.
std::string result_text(const Outcome& outcome);
std::string result_text(const std::string& error);

/// Derives the result from the report. `asked_as` is how the result names a stop that the host asked for.
/// `failure` is why the first worker failed, empty if none did; it is the cause of whatever came after it.
SessionResult judge(const EndReport& report, Ended asked_as, const std::string& failure = {});

/// Returns "was ended by signal 11 (segmentation fault)" or "ended with exit code 3".
std::string words_for(const ProcessExit& exit);

} // namespace interleave
