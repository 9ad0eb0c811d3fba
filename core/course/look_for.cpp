// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/look_for.h"

#include "core/event/error.h"

#include <vector>

namespace interleave {

namespace {

/// Returns the words of a line; one with blanks stands in quotation marks.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = text.find_first_not_of(' '); at < text.size();
         at = text.find_first_not_of(' ', at)) {
        const bool is_quoted = text[at] == '"';
        const std::size_t begin = is_quoted ? at + 1 : at;
        std::size_t end = text.find(is_quoted ? '"' : ' ', begin);
        if (end == std::string_view::npos) {
            if (is_quoted)
                throw UsageError("a quotation mark is not closed in '" + std::string(text) + "'; close it");
            end = text.size();
        }
        words.emplace_back(text.substr(begin, end - begin));
        at = is_quoted ? end + 1 : end;
    }
    return words;
}

} // namespace

LookFor parse_look_for(std::string_view text) {
    std::vector<std::string> words = words_of(text);
    LookFor look{.text = std::string(text), .what = {}, .subject = {}};
    if (!words.empty() && words.front() == "no") {
        look.is_absent = true;
        words.erase(words.begin());
    }
    if (words.size() < 2 || words.size() % 2 != 0)
        throw UsageError("'" + look.text + "' is not of the form [no] WHAT NAME {WHERE NAME}; write so");
    look.what = words[0];
    look.subject = words[1];
    for (std::size_t i = 2; i < words.size(); i += 2)
        look.where.insert_or_assign(words[i], words[i + 1]);
    return look;
}

} // namespace interleave
