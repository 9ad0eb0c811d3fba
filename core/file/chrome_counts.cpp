// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_counts.h"

#include "core/event/session_layout.h"
#include "core/trace/work_row.h"

namespace interleave {

namespace {

/// Adds "1 event …" or "1,204 events …"; nothing for 0.
class Lines {
public:
    void add(std::uint64_t count, const std::string& one, const std::string& several) {
        if (count == 1)
            lines_.push_back("1 " + one);
        else if (count > 1)
            lines_.push_back(grouped(count) + ' ' + several);
    }
    /// The same words for one and for several, but for "event" and "events".
    void add_events(std::uint64_t count, const std::string& words) {
        add(count, "event " + words, "events " + words);
    }
    std::vector<std::string> taken() { return std::move(lines_); }

private:
    static std::string grouped(std::uint64_t count) {
        std::string digits = std::to_string(count);
        for (std::size_t at = digits.size(); at > 3;) {
            at -= 3;
            digits.insert(at, ",");
        }
        return digits;
    }
    std::vector<std::string> lines_;
};

std::string phase_words(std::size_t letter) {
    if (letter == 0)
        return "without a phase (\"ph\") skipped";
    if (letter == 1)
        return "with a phase (\"ph\") that is no single letter skipped";
    return std::string("of the unknown phase '") + static_cast<char>(letter) + "' skipped";
}

} // namespace

std::vector<std::string> ChromeCounts::remarks() const {
    Lines lines;
    for (std::size_t letter = 0; letter < unknown_phases.size(); ++letter)
        lines.add_events(unknown_phases[letter], phase_words(letter));
    lines.add_events(without_time, "without a time (\"ts\") skipped");
    lines.add_events(time_out_of_range,
                     "skipped, because the time is no number or more than 39 hours from the others");
    lines.add(without_duration, "slice without a duration (\"dur\") is shown as a moment",
              "slices without a duration (\"dur\") are shown as moments");
    lines.add(negative_duration, "slice with a negative duration is shown as a moment",
              "slices with a negative duration are shown as moments");
    lines.add(ends_without_begin, "end without a begin skipped", "ends without a begin skipped");
    lines.add(begins_without_end, "begin without an end is shown up to the end of the trace",
              "begins without an end are shown up to the end of the trace");
    lines.add(finer_than_ns, "time is finer than a nanosecond and was rounded to it",
              "times are finer than a nanosecond and were rounded to it");
    lines.add(flows, "arrow of a flow has one end only and is not drawn",
              "arrows of flows have one end only and are not drawn");
    lines.add(samples, "sample (phase 'P') skipped", "samples (phase 'P') skipped");
    lines.add(objects, "event of an object's life (phases 'N', 'O', 'D') skipped",
              "events of objects' lives (phases 'N', 'O', 'D') skipped");
    lines.add(other_metadata, "entry of metadata skipped that is no name, label or order",
              "entries of metadata skipped that are no names, labels or order");
    lines.add(wide_instants, "instant of a whole process or of all is shown on the thread that wrote it",
              "instants of a whole process or of all are shown on the thread that wrote them");
    lines.add(values_that_are_no_numbers, "counter event has values that are no numbers; these are skipped",
              "counter events have values that are no numbers; these are skipped");
    lines.add(rounded_counters, "counter is shown rounded, because its values need more than 9 digits",
              "counters are shown rounded, because their values need more than 9 digits");
    lines.add(left_out_lanes,
              "lane is left out, because there is room for " + std::to_string(max_lanes) +
                  "; what it had: " + std::to_string(of_left_out_lanes) + " slices and marks",
              "lanes are left out, because there is room for " + std::to_string(max_lanes) +
                  "; what they had: " + std::to_string(of_left_out_lanes) + " slices and marks");
    lines.add_events(of_too_many_tracks, "skipped, because there are too many processes and threads");
    lines.add_events(of_too_many_names, "shown as \"(other names)\", because there are too many names");
    lines.add(of_too_many_counters, "value skipped, because there are too many counters",
              "values skipped, because there are too many counters");
    lines.add(of_too_many_rows,
              "slice skipped, because more than " + std::to_string(most_work_rows) + " lie within each other",
              "slices skipped, because more than " + std::to_string(most_work_rows) +
                  " lie within each other");
    lines.add_events(cut_texts, "with a text of more than 200 bytes, of which the end is left out");
    lines.add(arguments, "event has arguments, which are not shown",
              "events have arguments, which are not shown");
    lines.add(thread_times,
              "event has a time of its thread's own clock (\"tts\", \"tdur\"), which is not shown",
              "events have times of their threads' own clocks (\"tts\", \"tdur\"), which are not shown");
    return lines.taken();
}

} // namespace interleave
