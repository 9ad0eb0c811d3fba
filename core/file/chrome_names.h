// SPDX-License-Identifier: GPL-3.0-or-later
// The names of a Chrome trace's events, each once.
#pragma once

#include "core/file/chrome_entry.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace interleave {

/// As many names as a trace has room for; all others are one.
class ChromeNames {
public:
    /// A trace holds max_objects objects; the rest is for counters.
    static constexpr std::size_t most = 14'000;
    static constexpr ChromeName others = 0; ///< "(other names)"
    static constexpr ChromeName none = 1;   ///< "(no name)"

    ChromeNames() : texts_{"(other names)", "(no name)"} {}

    ChromeName number_of(const std::string& name) {
        if (name.empty())
            return none;
        const auto known = numbers_.find(name);
        if (known != numbers_.end())
            return known->second;
        if (texts_.size() == most)
            return others;
        const auto number = static_cast<ChromeName>(texts_.size());
        texts_.push_back(name);
        numbers_.emplace(name, number);
        return number;
    }
    const std::string& text(ChromeName name) const noexcept { return texts_[name]; }
    std::size_t size() const noexcept { return texts_.size(); }

private:
    std::vector<std::string> texts_;
    std::unordered_map<std::string, ChromeName> numbers_;
};

} // namespace interleave
