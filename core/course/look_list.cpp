// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/look_list.h"

#include "core/event/error.h"

namespace interleave {

namespace {

[[noreturn]] void fail(int line, const std::string& what) {
    throw UsageError("resources/lessons/what_to_look_for.txt:" + std::to_string(line) + ": " + what);
}

std::string_view without_blanks(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \r");
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(" \r") - begin + 1);
}

void add_line(std::vector<LessonPromises>& lessons, std::string_view line, int number) {
    const std::string_view content = without_blanks(line);
    if (content.empty() || content.starts_with('#'))
        return;
    if (line.starts_with("- ")) {
        if (lessons.empty())
            fail(number, "a sentence stands before the first lesson; name the lesson first");
        lessons.back().promises.push_back({number, std::string(content.substr(2))});
    } else if (line.starts_with(' ')) {
        if (lessons.empty() || lessons.back().promises.empty())
            fail(number, "something to see stands before the first sentence; write the sentence first");
        try {
            lessons.back().promises.back().shown.push_back(parse_look_for(content));
        } catch (const UsageError& error) {
            fail(number, error.what());
        }
    } else {
        const std::size_t blank = content.find(' ');
        const std::string_view backend =
            blank == std::string_view::npos ? std::string_view() : without_blanks(content.substr(blank));
        if (backend.find(' ') != std::string_view::npos)
            fail(number, "'" + std::string(content) + "' is not of the form SCENARIO [BACKEND]; write so");
        lessons.push_back({std::string(content.substr(0, blank)), std::string(backend)});
    }
}

} // namespace

std::vector<LessonPromises> read_look_list(std::string_view text) {
    std::vector<LessonPromises> lessons;
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        add_line(lessons, text.substr(0, end), number);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lessons;
}

const std::vector<LessonPromises>& look_list() {
    static const std::vector<LessonPromises> list = read_look_list(look_list_texts().front().text);
    return list;
}

} // namespace interleave
