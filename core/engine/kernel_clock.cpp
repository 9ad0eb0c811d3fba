// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/kernel_clock.h"

#include "core/engine/perf_ring.h"
#include "core/engine/switch_event.h"
#include "core/event/clock.h"

#include <cerrno>
#include <ctime>
#include <fstream>
#include <iterator>
#include <linux/perf_event.h>
#include <span>
#include <sstream>
#include <string>
#include <utility>

namespace interleave {

namespace {

constexpr int most_attempts = 5;

std::string text_of_offsets() {
    std::ifstream file("/proc/self/timens_offsets"); // absent before Linux 5.5 and without /proc
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Sleeps for a moment and returns the stamp of the first switch of that.
std::optional<StampedMoment> stamp_a_switch(PerfRing& ring) {
    constexpr timespec moment{0, 1000};
    const auto before = static_cast<std::int64_t>(monotonic_raw_ns());
    nanosleep(&moment, nullptr);
    const auto after = static_cast<std::int64_t>(monotonic_raw_ns());
    std::optional<StampedMoment> found;
    ring.drain([&](std::uint32_t type, std::uint16_t, std::span<const std::byte> body) {
        if (type == PERF_RECORD_SWITCH && body.size() >= sizeof(SampleId) && !found)
            found = {before, after, static_cast<std::int64_t>(sample_id_of(body).time)};
    });
    return found;
}

} // namespace

std::int64_t namespace_offset_ns(std::string_view timens_offsets) {
    constexpr std::int64_t ns_per_s = 1'000'000'000;
    std::istringstream lines{std::string(timens_offsets)};
    std::string clock;
    std::int64_t seconds = 0;
    std::int64_t ns = 0;
    while (lines >> clock >> seconds >> ns) {
        if (clock == "monotonic")
            return seconds * ns_per_s + ns;
    }
    return 0;
}

std::optional<std::int64_t> offset_of_stamps(const StampedMoment& moment,
                                             std::int64_t namespace_offset) noexcept {
    for (const std::int64_t offset : {std::int64_t{0}, namespace_offset}) {
        if (moment.stamp + offset >= moment.before && moment.stamp + offset <= moment.after)
            return offset;
    }
    return std::nullopt;
}

std::optional<std::int64_t> measure_kernel_clock_offset() {
    Descriptor event = open_switch_event(0, any_cpu);
    if (!event)
        return std::nullopt;
    PerfRing ring(std::move(event), 1);
    if (!ring.is_mapped())
        return std::nullopt;
    const std::int64_t of_namespace = namespace_offset_ns(text_of_offsets());
    std::optional<std::int64_t> offset;
    for (int attempt = 0; attempt < most_attempts && !offset; ++attempt) {
        if (const auto moment = stamp_a_switch(ring))
            offset = offset_of_stamps(*moment, of_namespace);
    }
    errno = 0;
    return offset;
}

} // namespace interleave
