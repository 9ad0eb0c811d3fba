// When the processors, and not the program, are to blame for a missed figure of time.
#pragma once

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

namespace interleave {

/// For Check::doubt. The same work, done twice, costs the same processor time: of one worker alone, say, and
/// of several added up. Where it did not, the processors share a core, or a host gives them only in part
/// without telling, and what the program might have done better is not to be seen. Empty where it did.
inline std::string processor_doubt(double alone_ms, double together_ms) {
    constexpr double most_difference = 1.05; // half of what speedups may miss
    const auto [less, more] = std::minmax(alone_ms, together_ms);
    if (less <= 0 || more <= most_difference * less)
        return {};
    std::array<char, 160> words{};
    std::snprintf(words.data(), words.size(),
                  "the same work took %.2f times as much processor time %s: these processors are not whole",
                  more / less, together_ms > alone_ms ? "by several as by one" : "by one as by several");
    return words.data();
}

} // namespace interleave
