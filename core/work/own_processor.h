// SPDX-License-Identifier: GPL-3.0-or-later
// Moves a worker to a processor that the others of its team leave to it.
#pragma once

#include <cstdint>

namespace interleave {

/// Moves the calling thread, worker `index` of `workers`, to the usable processor of that index, and then
/// lets the kernel move it again. Returns false, and moves nothing, if there are more workers than usable
/// processors. Where it is not allowed the thread stays where it is.
bool go_to_own_processor(std::uint32_t index, std::uint32_t workers) noexcept;

} // namespace interleave
