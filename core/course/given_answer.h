// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody said to a lesson's question, and what is said back before and after the run.
#pragma once

#include "core/course/lesson.h"
#include "core/course/right_answer.h"
#include "core/scenario/scenario.h"
#include "core/trace/run_info.h"

#include <cstddef>
#include <optional>
#include <string>

namespace interleave {

/// Without an option and a number the question was skipped.
struct GivenAnswer {
    std::optional<std::size_t> option{}; ///< its place in the question's list
    std::optional<double> number{};
    std::optional<std::size_t> reason{};

    bool is_skipped() const noexcept { return !option && !number; }
    bool operator==(const GivenAnswer&) const = default;
};

/// Whether the places exist in the question, as they may not in an answer that was saved by another version.
bool fits(const GivenAnswer& given, const LessonQuestion& question) noexcept;

/// Whether the run is one that the question is about: finished, of the scenario's first backend and with the
/// defaults of all parameters, whatever its seed.
bool is_default_run(const RunInfo& info, const Scenario& scenario);

/// How an answer compares with what came out.
struct Verdict {
    std::optional<bool> was_right{};    ///< none if it was skipped or cannot be told
    std::optional<bool> reason_right{}; ///< none if none was given
};
Verdict verdict_on(const GivenAnswer& given, const LessonQuestion& question, const RightAnswer& right);

/// Links in what reply_to() returns.
inline constexpr const char* run_link = "run:";     ///< runs with the defaults
inline constexpr const char* proof_link = "proof:"; ///< leads to what proves it
inline constexpr const char* ask_link = "ask:";     ///< asks again
inline constexpr const char* next_link = "next:";   ///< asks what happens next at that place

/// Returns the section "Predict" of a page, in Markdown, for somebody who has answered: the question, what
/// was said, what came out with its figures, and why. Without a run it says how to get one.
std::string reply_to(const GivenAnswer& given, const LessonQuestion& question, const RunInfo* run);

/// Returns a number of the outcome in words: "lost updates", "wall time n divided by wall time 1".
std::string words_of(const OutcomeQuantity& quantity);

} // namespace interleave
