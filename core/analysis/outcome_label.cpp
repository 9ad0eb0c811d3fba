// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/outcome_label.h"

#include <algorithm>
#include <vector>

namespace interleave {

namespace {

std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('_', begin), name.size());
        words.emplace_back(name.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

/// Returns the unit that a word of a name stands for; empty if it is none.
std::string unit_of(const std::string& word) {
    if (word == "us")
        return "µs";
    if (word == "ms")
        return word;
    if (word == "kib")
        return "KiB";
    if (word == "mib")
        return "MiB";
    return {};
}

/// Returns what a name begins with that has nothing but its unit before "per" or "of".
std::string quantity_of(const std::string& unit) {
    return unit.ends_with('B') ? "memory" : "time";
}

char to_upper(char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

} // namespace

OutcomeLabel outcome_label(std::string_view name) {
    OutcomeLabel label;
    std::vector<std::string> words;
    for (const std::string& word : words_of(name)) {
        const std::string unit = label.unit.empty() ? unit_of(word) : std::string();
        if (unit.empty()) {
            words.push_back(word);
            continue;
        }
        label.unit = unit;
        if (words.empty())
            words.push_back(quantity_of(unit));
    }
    for (std::size_t i = 1; i < words.size(); ++i)
        if (words[i] == "s" && words[i - 1] == "per")
            words[i] = "second";
    const bool is_of_time = label.unit == "ms" || label.unit == "µs";
    if (!label.unit.empty() && words.front() == "wall")
        words.front() = "wall time";
    else if (is_of_time && std::ranges::find(words, "processor") != words.end())
        *std::ranges::find(words, "processor") = "processor time";
    if (!label.unit.empty() && words.size() > 1) {
        if (words.back() == "1")
            words.back() = "with one worker";
        else if (words.back() == "n")
            words.back() = "with all workers";
    }
    for (const std::string& word : words)
        label.words += (label.words.empty() ? "" : " ") + word;
    if (!label.words.empty())
        label.words[0] = to_upper(label.words[0]);
    return label;
}

} // namespace interleave
