// SPDX-License-Identifier: GPL-3.0-or-later
// Does a known amount of work for a processor, with the same machine code on every backend.
#pragma once

#include <cstdint>
#include <source_location>

namespace interleave {

/// Does `units` of work and returns a number that depends on all of it, so that the compiler cannot remove
/// it. The work is one chain of dependent multiplications: it uses no memory, has no branches to predict, and
/// is hardly slower beside another thread on the same physical core. A unit takes about 0.1 µs.
[[gnu::noinline]] std::uint64_t compute_units(std::uint64_t units, std::uint64_t start) noexcept;

/// Returns how many units an undisturbed processor of this machine does in a millisecond. The first call
/// measures it, which takes a few milliseconds and should therefore be done before workers start.
double units_per_ms() noexcept;

/// Converts `ms` of undisturbed processor time to units.
std::uint64_t units_for_ms(double ms) noexcept;

/// Returns the processor time that the calling thread has used so far, in ns.
std::int64_t thread_processor_ns() noexcept;

/// Computing for longer than this tells where it begins and ends. Records of shorter pieces would cost too
/// much of what they tell.
inline constexpr double longest_unrecorded_us = 20;

/// Returns how many records computing for so long writes.
constexpr std::uint64_t records_of_computing(double us) noexcept {
    return us > longest_unrecorded_us ? 2 : 0;
}

/// Computes with a safe point after each unit of work, so that the run can stop and another thread can take
/// the GIL. Throws Stopped.
void compute(std::uint64_t units, std::source_location where = std::source_location::current());

/// Computes for so much undisturbed processor time. About once per half millisecond of it a thread adds what
/// its computing took to the session, which tells whether the processors were undisturbed. Under a scheduler
/// with a clock of its own only that clock advances.
void compute_ms(double ms, std::source_location where = std::source_location::current());

/// Must be called in every loop without another recorded operation. Here the run can stop, and another thread
/// can take the GIL that the caller holds, if any. Throws Stopped.
void safe_point(std::source_location where = std::source_location::current());

} // namespace interleave
