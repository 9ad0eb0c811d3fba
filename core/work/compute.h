// SPDX-License-Identifier: GPL-3.0-or-later
// A known amount of work for a processor, the same machine code whoever runs it.
#pragma once

#include <cstdint>
#include <source_location>

namespace interleave {

/// Does `units` of work and returns a number that depends on all of it, so that it cannot be left out. One
/// chain of dependent multiplications: no memory, no branches to predict, and hardly slower beside another
/// thread on the same physical core. A unit takes about 0.1 µs.
[[gnu::noinline]] std::uint64_t compute_units(std::uint64_t units, std::uint64_t start) noexcept;

/// How many units a processor of this machine does in a millisecond when nobody disturbs it. Measured at the
/// first call (a few milliseconds), which should therefore come before workers start.
double units_per_ms() noexcept;

/// `ms` of undisturbed processor time, in units.
std::uint64_t units_for_ms(double ms) noexcept;

/// Processor time that the calling thread has had so far, ns.
std::int64_t thread_processor_ns() noexcept;

/// Computes with a safe point about every 20 µs, so that the run can stop and a GIL change hands. Throws
/// Stopped.
void compute(std::uint64_t units, std::source_location where = std::source_location::current());

/// compute() for so much undisturbed processor time.
void compute_ms(double ms, std::source_location where = std::source_location::current());

/// To be called in every loop that does nothing else of what is recorded: here the run can stop and the GIL
/// that the caller holds, if any, can change hands. Throws Stopped.
void safe_point(std::source_location where = std::source_location::current());

} // namespace interleave
