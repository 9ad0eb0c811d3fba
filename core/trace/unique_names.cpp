// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/unique_names.h"

namespace interleave {

std::string UniqueNames::unique(const std::string& name) {
    std::string result = name;
    std::size_t& times = times_[name];
    // A name of that form may have been asked for itself.
    while (++times > 1) {
        result = name + " (" + std::to_string(times) + ")";
        if (!times_.contains(result))
            break;
    }
    if (times == 1)
        characters_ += name.size();
    else
        times_.emplace(result, 1);
    return result;
}

std::size_t UniqueNames::bytes() const noexcept {
    constexpr std::size_t entry = sizeof(std::string) + 4 * sizeof(void*);
    return times_.size() * entry + characters_;
}

} // namespace interleave
