// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/memory_guard.h"

#include "core/event/error.h"
#include "core/event/process_limits.h"
#include "core/trace/chunk_memory.h"
#include "core/work/available_memory.h"

#include <algorithm>
#include <string>

namespace interleave {

namespace {

/// A million records take up to 48 MiB, and less than half a second to come.
constexpr std::size_t check_every_records = 1'000'000;
constexpr std::uint64_t largest_trace = std::uint64_t{16} << 30U;
constexpr std::uint64_t reserve = std::uint64_t{64} << 20U;

std::string mebibytes(std::uint64_t bytes) {
    return std::to_string(bytes >> 20U) + " MiB";
}

const char* beginning_for(TraceOf source) {
    switch (source) {
    case TraceOf::run:
        break;
    case TraceOf::program:
        return "the program was asked to end because ";
    case TraceOf::file:
        return "only the file's beginning is shown, because ";
    }
    return "the run was ended because ";
}

const char* remedy_for(TraceOf source) {
    switch (source) {
    case TraceOf::run:
        break;
    case TraceOf::program:
        return "record less of it: end it sooner, or give it less to do";
    case TraceOf::file:
        return "open it on a machine with more memory";
    }
    return "choose smaller parameters or a shorter --duration";
}

} // namespace

MemoryLimits memory_limits_now() {
    const auto addresses = addresses_left();
    const std::uint64_t most =
        addresses ? std::min<std::uint64_t>(largest_trace, *addresses / 2) : largest_trace;
    const auto available = available_memory();
    if (!available)
        return {most, 0};
    // Where there is less than the reserve from the beginning, a small run shall work all the same.
    return {std::min(most, *available / 2), std::min(reserve, *available / 4)};
}

void MemoryGuard::check() {
    unchecked_ = 0;
    const std::string what = beginning_for(source_);
    const char* const smaller = remedy_for(source_);
    // What lies in files is the disk's, up to where numbers of elements end.
    const std::uint64_t bytes = trace_.bytes();
    const std::uint64_t in_memory = bytes - std::min<std::uint64_t>(bytes, chunk_bytes().in_files);
    if (in_memory > limits_.most_of_trace || bytes > largest_trace)
        throw RunError(what + "its trace needs more than " + mebibytes(limits_.most_of_trace) +
                       " of memory; " + smaller);
    if (const auto available = available_memory(); available && *available < limits_.least_available)
        throw RunError(what + "this machine has less than " + mebibytes(limits_.least_available) +
                       " of memory left; end other programs, or " + smaller);
}

void MemoryGuard::records(std::span<const TimedRecord> batch) {
    trace_.records(batch);
    unchecked_ += batch.size();
    if (unchecked_ >= check_every_records)
        check();
}

} // namespace interleave
