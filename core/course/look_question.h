// SPDX-License-Identifier: GPL-3.0-or-later
// What the names mean in a run that stand in a line about something to look for.
#pragma once

#include "core/course/look_for.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <string>
#include <vector>

namespace interleave {

/// One question to one run, all of which must outlive this. A lane or an object may be meant by its name in
/// the trace or by the one that the scenario gave it. A name that nothing has throws UsageError, because of
/// what does not exist nothing can be seen.
class LookQuestion {
public:
    LookQuestion(const Trace& trace, const RunInfo& info, const LookFor& look)
        : trace_(trace)
        , info_(info)
        , look_(look) {}

    const Trace& trace() const noexcept { return trace_; }
    const RunInfo& info() const noexcept { return info_; }
    const std::string& subject() const noexcept { return look_.subject; }
    bool is_absent() const noexcept { return look_.is_absent; }

    bool has(const char* word) const { return look_.where.contains(word); }
    /// Returns what stands behind the word. Throws UsageError if the line has no such word.
    const std::string& where(const char* word) const;

    std::vector<const Lane*> lanes_called(const std::string& pattern) const;
    /// Returns the lanes that the line names behind the word; all of them if it names none.
    std::vector<const Lane*> lanes_where(const char* word) const;
    std::vector<const Object*> objects_called(const std::string& pattern) const;
    /// Returns those of them that somebody has used, which have rows of their own.
    std::vector<const Object*> objects_used(const std::string& pattern) const;
    /// Throws if nothing is called as the line says behind the word.
    void require_object(const char* word) const;
    /// Whether the object is called as the line says behind the word, or the line says nothing of it.
    bool is_meant(const char* word, std::uint16_t object) const;

    /// Returns the time, or the end of what is complete if that is earlier.
    std::int64_t until(std::int64_t time) const noexcept;

private:
    const Trace& trace_;
    const RunInfo& info_;
    const LookFor& look_;
};

/// * and ? in `pattern` are wildcards.
bool fits(const std::string& pattern, const std::string& name);
template <typename Named>
bool is_called(const Named& named, const std::string& pattern) {
    return fits(pattern, named.name()) || fits(pattern, named.given_name());
}

/// Throws UsageError if the word is no whole number.
std::int64_t whole_number_in(const std::string& word);

} // namespace interleave
