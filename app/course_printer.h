// SPDX-License-Identifier: GPL-3.0-or-later
// How the command line prints a course, which takes Qt: handouts as PDF, slides as PDF and PNG.
#pragma once

#include "core/course/course.h"
#include "core/course/handout.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <string>

namespace interleave {

/// Files are written whole or not at all. All functions throw RunError, one line, if a file cannot be
/// written. Use it on the main thread, and have only one.
class CoursePrinter {
public:
    CoursePrinter() = default;
    virtual ~CoursePrinter() = default;
    CoursePrinter(const CoursePrinter&) = delete;
    CoursePrinter& operator=(const CoursePrinter&) = delete;

    /// Checks before the long runs whether a file of this name can be written.
    virtual void check(const std::string& path) const = 0;
    virtual void print(const Handout& handout, const std::string& path) const = 0;

    /// Appends the two slides of a lesson to those of its session and saves each as PNG: `path` with
    /// "-question.png" and with "-picture.png" behind it.
    virtual void add_slides(const CourseSession& session, const Lesson& lesson, const Trace& trace,
                            const RunInfo& info, const std::string& path) = 0;
    /// Saves all slides appended since the last call as one PDF.
    virtual void print_slides(const std::string& path) = 0;
};

/// What stands behind the path of a lesson's slides.
inline constexpr const char* question_suffix = "-question.png";
inline constexpr const char* picture_suffix = "-picture.png";

} // namespace interleave
