// SPDX-License-Identifier: GPL-3.0-or-later
// A path through the scenarios in another order than that of the course, as plain data from resources/paths.
#pragma once

#include "core/scenario/embedded_text.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

struct CoursePathStep {
    std::string scenario;            ///< its name
    std::string word;                ///< what the source of the path calls it
    std::vector<std::string> also{}; ///< other parts of the source that have it
};

/// Returns the word and where else it stands: "a lock (also C)".
std::string words_of(const CoursePathStep& step);

struct CoursePathPart {
    std::string title;
    std::vector<CoursePathStep> steps;
};

struct CoursePath {
    std::string name; ///< as typed, like "articles"
    std::string title;
    std::vector<CoursePathPart> parts; ///< no scenario stands in them twice
};

/// Reads the text of resources/paths/NAME.yaml. Throws UsageError with file, line and remedy.
CoursePath read_course_path(std::string name, std::string_view text);

/// Returns the texts of resources/paths/NAME.yaml in the order of their names. The build makes the table:
/// embed_texts.cmake.
std::span<const EmbeddedText> path_texts() noexcept;

/// Returns all paths that the program carries, in the order of their names. The first call reads them and
/// throws UsageError if one cannot be read, which test_course_path rules out. Any thread may call it.
std::span<const CoursePath> course_paths();

/// Returns the path of that name. Throws UsageError with the nearest name.
const CoursePath& find_course_path(std::string_view name);

} // namespace interleave
