// SPDX-License-Identifier: GPL-3.0-or-later
// The events of the Trace Event Format, as chrome://tracing and Perfetto read it, one object a line.
#pragma once

#include "core/file/text_output.h"

#include <cstdint>
#include <string_view>

namespace interleave {

/// A row of a viewer: a thread of a process, or what is shown as one.
struct ChromeTrack {
    std::int64_t pid;
    std::int64_t tid;
};

/// Writes the elements of the list "traceEvents". Names and arguments are JSON already: a quoted text, an
/// object. Times are ns. One thread uses it.
class ChromeEventWriter {
public:
    /// `text` must outlive it. `zero` is the time, at most that of the first event, that is written as 0:
    /// some viewers leave out what is before.
    ChromeEventWriter(TextOutput& text, std::int64_t zero) noexcept : text_(text), zero_(zero) {}

    /// Names a process or a thread ("process_name", "thread_name"), by a text in JSON.
    void name(std::string_view what, const ChromeTrack& track, std::string_view name);
    /// Gives a process or a thread its place ("process_sort_index", "thread_sort_index").
    void sort(std::string_view what, const ChromeTrack& track, std::size_t index);

    /// A slice whose end is known (phase X). `arguments` may be empty, as in what follows.
    void slice(const ChromeTrack& track, std::int64_t begin, std::int64_t end, std::string_view category,
               std::string_view name, std::string_view arguments);
    /// The begin and the end of a slice (phases B and E), which nest in their order.
    void begin_slice(const ChromeTrack& track, std::int64_t time, std::string_view category,
                     std::string_view name, std::string_view arguments);
    void end_slice(const ChromeTrack& track, std::int64_t time);
    /// A moment (phase i), of a thread or, where `scope` is 'g', of all.
    void instant(const ChromeTrack& track, std::int64_t time, char scope, std::string_view category,
                 std::string_view name, std::string_view arguments);
    /// From here on the counter's series has this value (phase C).
    void counter(const ChromeTrack& track, std::int64_t time, std::string_view name, std::string_view series,
                 std::int64_t value);
    /// An arrow between the slices that hold its two moments (phases s and f, bound by "bp":"e").
    void flow(std::uint64_t id, std::string_view category, std::string_view name, const ChromeTrack& from,
              std::int64_t begin, const ChromeTrack& to, std::int64_t end);

private:
    TextOutput& begin(char phase, const ChromeTrack& track);
    TextOutput& begin(char phase, const ChromeTrack& track, std::int64_t time);
    void call_it(std::string_view category, std::string_view name);
    void end(std::string_view arguments);

    TextOutput& text_;
    std::int64_t zero_;
    bool is_first_ = true;
};

} // namespace interleave
