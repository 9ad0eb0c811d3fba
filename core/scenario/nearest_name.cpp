// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/nearest_name.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace interleave {

namespace {

/// Returns the least number of letters to insert, remove or replace (Levenshtein 1966), and uses one row of
/// memory.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string nearest_name(std::string_view word, std::span<const std::string> names) {
    std::string nearest;
    std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (const std::string& name : names) {
        const bool begins = !word.empty() && name.starts_with(word);
        const std::size_t distance =
            begins ? std::min<std::size_t>(1, edit_distance(word, name)) : edit_distance(word, name);
        // A word with nothing in common with the name is no misspelling of it.
        if (distance < least && distance < name.size()) {
            least = distance;
            nearest = name;
        }
    }
    return nearest;
}

std::string unknown_name(std::string_view what, std::string_view word, std::span<const std::string> names) {
    std::string text = "no " + std::string(what) + " '" + std::string(word) + "'";
    if (const std::string nearest = nearest_name(word, names); !nearest.empty())
        return text + "; did you mean '" + nearest + "'?";
    text += "; known are ";
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i > 0 ? ", " : "") + names[i];
    return names.empty() ? text + "none" : text;
}

} // namespace interleave
