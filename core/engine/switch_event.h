// SPDX-License-Identifier: GPL-3.0-or-later
// The kernel's event that carries the records of context switches. Only core/engine includes it.
#pragma once

#include "core/event/descriptor.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace interleave {

inline constexpr int any_cpu = -1;

/// Opens the event for a process on one CPU, for its later threads and children too; or for one thread alone
/// on any CPU, because the kernel maps no inherited event of any CPU. It is empty if the kernel refuses, and
/// errno says why.
/// With `names` it also tells the names of threads and which started which.
Descriptor open_switch_event(std::int32_t pid, int cpu, bool names = false) noexcept;

/// The identity that the kernel writes at the end of every record.
struct SampleId {
    std::uint32_t pid;
    std::uint32_t tid;
    std::uint64_t time; ///< ns of CLOCK_MONOTONIC_RAW outside of any time namespace
    std::uint32_t cpu;
    std::uint32_t reserved;
};

/// `body` has at least the size of SampleId.
SampleId sample_id_of(std::span<const std::byte> body) noexcept;

} // namespace interleave
