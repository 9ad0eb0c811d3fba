// SPDX-License-Identifier: GPL-3.0-or-later
// One thing that a picture of a run must show, or must not, in a line that people can read and write:
// "state ready on \"worker *\" times 2". The head of resources/lessons/what_to_look_for.txt lists all words.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace interleave {

struct LookFor {
    std::string text;                           ///< as it was written
    bool is_absent = false;                     ///< "no" stands before it
    std::string what;                           ///< the first word: "state"
    std::string subject;                        ///< the second: "ready"
    std::map<std::string, std::string> where{}; ///< the rest, in pairs: "on" → "worker *"
};

/// Throws UsageError, whose message says in one line what is wrong and how it is written. Whether the words
/// are known, a RunLooker tells.
LookFor parse_look_for(std::string_view text);

} // namespace interleave
