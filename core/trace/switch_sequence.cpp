// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/switch_sequence.h"

#include "core/trace/gallop.h"

namespace interleave {

std::size_t SwitchSequence::first_at(std::int64_t time, std::size_t hint) const noexcept {
    return gallop(size(), hint, [&](std::size_t i) { return time_of(codes_[i]) < time; });
}

} // namespace interleave
