// SPDX-License-Identifier: GPL-3.0-or-later
// What of a Chrome trace is not shown, or not as the file says it, and how often.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace interleave {

struct ChromeCounts {
    std::uint64_t events = 0; ///< that could be read

    std::array<std::uint64_t, 128>
        unknown_phases{}; ///< by letter; 1 is a word of several letters, 0 none at all
    std::uint64_t without_time = 0;
    std::uint64_t time_out_of_range = 0; ///< no number, or too far from all others
    std::uint64_t without_duration = 0;
    std::uint64_t negative_duration = 0;
    std::uint64_t finer_than_ns = 0;
    std::uint64_t of_too_many_tracks = 0;   ///< processes, threads, kinds of operations
    std::uint64_t of_too_many_names = 0;    ///< that are shown under a common name
    std::uint64_t of_too_many_counters = 0; ///< values
    std::uint64_t of_too_many_rows = 0;     ///< slices
    std::uint64_t cut_texts = 0;
    std::uint64_t ends_without_begin = 0;
    std::uint64_t begins_without_end = 0;
    std::uint64_t flows = 0; ///< ends of arrows that have no other end
    std::uint64_t samples = 0;
    std::uint64_t objects = 0;
    std::uint64_t other_metadata = 0;
    std::uint64_t arguments = 0; ///< events with arguments that are not shown
    std::uint64_t thread_times = 0;
    std::uint64_t wide_instants = 0; ///< of a process or of all
    std::uint64_t values_that_are_no_numbers = 0;
    std::uint64_t rounded_counters = 0;
    std::uint64_t left_out_lanes = 0;
    std::uint64_t of_left_out_lanes = 0; ///< slices and marks

    /// Returns a line for each that is not 0.
    std::vector<std::string> remarks() const;
};

} // namespace interleave
