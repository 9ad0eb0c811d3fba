// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/schedule_notes.h"

#include "core/analysis/figure.h"
#include "core/event/printable_text.h"
#include "core/event/session_layout.h"
#include "core/file/text_scan.h"
#include "core/trace/time_bounds.h"

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

using namespace text_scan;

constexpr std::size_t most_events = 200;    ///< whose lines are counted by name
constexpr std::size_t most_told_events = 5; ///< in a remark
constexpr std::size_t longest_event = 40;   ///< bytes of a name
constexpr std::size_t longest_note = 120;   ///< bytes of what is said of the machine
constexpr std::size_t most_processors = 8192;

/// Returns a number with its digits in groups of three.
std::string grouped(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3;)
        text.insert(at -= 3, ",");
    return text;
}

std::string grouped(std::uint64_t number, const char* one, const char* several) {
    return grouped(number) + " " + (number == 1 ? one : several);
}

/// Returns what stands behind "# key : " in a comment of perf's, or nothing.
std::string_view comment_value(std::string_view line, std::string_view key) {
    line.remove_prefix(1);
    line = trimmed(line);
    if (!line.starts_with(key))
        return {};
    line = trimmed(line.substr(key.size()));
    return line.starts_with(':') ? trimmed(line.substr(1)) : std::string_view();
}

std::string note(std::string_view text) {
    return printable_text(text.substr(0, longest_note));
}

/// Reads the digits at the begin of a text.
std::uint64_t leading_number(std::string_view text) {
    return number<std::uint64_t>(text.substr(0, text.find_first_not_of("0123456789"))).value_or(0);
}

} // namespace

bool ScheduleNotes::take_note(std::string_view line) {
    line = trimmed(line);
    const auto set_processors = [&](std::uint64_t count) {
        processors_ = static_cast<std::size_t>(std::min<std::uint64_t>(count, most_processors));
    };
    if (line.empty())
        return true;
    if (line.front() == '#') {
        constexpr std::string_view entries = "entries-in-buffer/entries-written:";
        if (const auto value = comment_value(line, "os release"); !value.empty())
            kernel_ = note(value);
        if (const auto value = comment_value(line, "cpudesc"); !value.empty())
            model_ = note(value);
        if (const auto value = comment_value(line, "nrcpus online"); !value.empty())
            set_processors(leading_number(value));
        if (const std::size_t at = line.find(entries); at != std::string_view::npos) {
            const std::string_view numbers = trimmed(line.substr(at + entries.size()));
            in_buffer_ = leading_number(numbers);
            const std::size_t slash = numbers.find('/');
            written_ = slash == std::string_view::npos ? 0 : leading_number(numbers.substr(slash + 1));
            if (const std::size_t mark = numbers.find("#P:"); mark != std::string_view::npos)
                set_processors(leading_number(numbers.substr(mark + 3)));
        }
        return true;
    }
    if (line.starts_with("cpus=")) {
        set_processors(leading_number(line.substr(5)));
        return true;
    }
    return line.starts_with("version = ") || (line.starts_with("CPU ") && line.ends_with(" is empty"));
}

void ScheduleNotes::add_other(std::string_view event) {
    const std::string_view name = event.substr(0, longest_event);
    if (const auto found = others_.find(name); found != others_.end())
        ++found->second;
    else if (others_.size() < most_events)
        others_.emplace(name, 1);
    else
        ++other_events_;
}

void ScheduleNotes::add_broken(std::uint64_t line, std::string_view event) {
    if (broken_.count == 0)
        broken_event_ = printable_text(event.substr(0, longest_event));
    broken_.add(line);
}

void ScheduleNotes::add_late(std::uint64_t line, std::int64_t by_ns) noexcept {
    late_.add(line);
    latest_ = std::max(latest_, by_ns);
}

std::string ScheduleNotes::others_text() const {
    std::vector<std::pair<std::string, std::uint64_t>> events(others_.begin(), others_.end());
    std::ranges::stable_sort(events, std::ranges::greater(), &std::pair<std::string, std::uint64_t>::second);
    std::uint64_t lines = other_events_;
    std::string names;
    for (std::size_t i = 0; i < events.size(); ++i) {
        lines += events[i].second;
        if (i < most_told_events)
            names +=
                (i == 0 ? "" : ", ") +
                (events[i].first.empty() ? std::string("without a name") : printable_text(events[i].first)) +
                " (" + grouped(events[i].second) + ")";
    }
    if (lines == 0)
        return {};
    if (events.size() > most_told_events || other_events_ > 0)
        names += ", …";
    const std::string how_many = other_events_ > 0   ? "more than " + grouped(events.size()) + " other events"
                                 : events.size() > 1 ? grouped(events.size()) + " other events"
                                                     : std::string("another event");
    return grouped(lines, "line", "lines") + " of " + how_many + ": " + names;
}

std::vector<std::string> ScheduleNotes::remarks(const ScheduleLanes::Counts& counts,
                                                std::size_t lanes) const {
    std::vector<std::string> remarks;
    const auto first_is = [](std::uint64_t line) { return ", the first is line " + grouped(line); };
    if (counts.threads_left_out > 0)
        remarks.push_back("shows the " + grouped(lanes) + " threads that come first; " +
                          grouped(counts.threads_left_out, "other is", "others are") +
                          " left out: to see them, open a part of the recording, or record fewer programs");
    if (counts.losses > 0)
        remarks.push_back("the recording lost " + grouped(counts.lost, "event", "events") + " or more at " +
                          grouped(counts.losses, "place", "places") +
                          ": what the threads did there is shown as unknown");
    if (written_ > in_buffer_)
        remarks.push_back("the recording's buffer had room for " + grouped(in_buffer_) + " of " +
                          grouped(written_) + " events; the others are not in the file");
    if (counts.contradictions > 0)
        remarks.push_back(grouped(counts.contradictions, "switch does", "switches do") +
                          " not follow from the lines before" + first_is(counts.first_contradiction) +
                          ": others are missing before " + (counts.contradictions == 1 ? "it" : "them") +
                          ", and the states just before may be wrong");
    if (broken_.count > 0)
        remarks.push_back("skipped " + grouped(broken_.count, "line", "lines") +
                          " of the scheduler that cannot be understood" + first_is(broken_.first) + " (" +
                          broken_event_ + ")");
    if (late_.count > 0)
        remarks.push_back("skipped " + grouped(late_.count, "line", "lines") +
                          " that came too late, by up to " +
                          figure(static_cast<double>(latest_) / 1e6, "ms") + first_is(late_.first) +
                          ": sort the text by time");
    if (counts.beyond_time > 0)
        remarks.push_back("skipped " + grouped(counts.beyond_time, "line", "lines") + " of times more than " +
                          figure(static_cast<double>(latest_time) / 3.6e12) + " hours after the first one");
    if (counts.unknown_states > 0)
        remarks.push_back(
            grouped(counts.unknown_states, "thread left its processor", "times a thread left its processor") +
            " in a state that is not known; it is shown as off CPU");
    if (counts.names_left_out > 0)
        remarks.push_back(grouped(counts.names_left_out, "change", "changes") +
                          " of a thread's name found no room; the lane keeps its name");
    if (const std::string others = others_text(); !others.empty())
        remarks.push_back("skipped " + others);
    if (no_events_.count > 0)
        remarks.push_back("skipped " +
                          grouped(no_events_.count, "line that is no event", "lines that are no events") +
                          first_is(no_events_.first));
    if (cut_.count > 0)
        remarks.push_back("read only the beginning of " +
                          grouped(cut_.count, "line that is", "lines that are") + " too long" +
                          first_is(cut_.first));
    return remarks;
}

} // namespace interleave
