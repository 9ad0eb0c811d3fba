// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the right answer to a lesson's question in a run, because what came out decides and not the page.
#pragma once

#include "core/course/lesson.h"
#include "core/trace/run_info.h"

#include <cstddef>
#include <optional>
#include <string>

namespace interleave {

/// Either an option or a number, or neither and why.
struct RightAnswer {
    std::optional<std::size_t> option{}; ///< its place in the question's list
    std::optional<double> number{};
    std::string why{};
    /// False if the question does not fit the run: not exactly one option came out, or a value or check that
    /// it names is not there. With a run of the defaults this is an error of the lesson.
    bool fits = true;
};

/// Returns the answer that a run gives. It gives none before its end, if it was stopped, and where the
/// machine keeps it from being told.
RightAnswer right_answer(const LessonQuestion& question, const RunInfo& info);

/// Whether somebody who said `answer` was right, where `measured` came out.
bool is_right(const LessonNumber& number, double answer, double measured) noexcept;
/// Whether what came out is what a run with the defaults is expected to give.
bool is_expected(const LessonNumber& number, double measured) noexcept;

} // namespace interleave
