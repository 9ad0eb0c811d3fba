// SPDX-License-Identifier: GPL-3.0-or-later
// Where the thread of one lane ran and when: the kernel's switch records, 8 bytes each.
#pragma once

#include "core/trace/append_only.h"
#include "core/trace/cpu_switch.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace interleave {

/// In order of time. append(): one writer thread; the rest: any thread.
class SwitchSequence {
public:
    /// Switches that can be read now; grows only.
    std::size_t size() const noexcept { return codes_.size(); }
    bool empty() const noexcept { return codes_.empty(); }
    /// `index` must be below a size() seen by this thread.
    CpuSwitch operator[](std::size_t index) const noexcept {
        const std::uint64_t code = codes_[index];
        return {time_of(code), static_cast<SwitchKind>(code >> kind_shift & 3U),
                static_cast<std::uint16_t>(code & unknown_cpu)};
    }
    /// Index of the first switch at or after `time`; `hint` is one that is probably near.
    std::size_t first_at(std::int64_t time, std::size_t hint = 0) const noexcept;

    std::size_t bytes() const noexcept { return codes_.size() * sizeof(std::uint64_t); }

    /// A time before the last one counts as that. Nothing follows an exit: the kernel gives the thread's
    /// number to another one. Throws std::bad_alloc.
    void append(const CpuSwitch& next);

private:
    // 48 bits of time, 2 of kind, 14 of CPU.
    static constexpr unsigned time_shift = 16;
    static constexpr unsigned kind_shift = 14;
    static constexpr std::int64_t latest_time = (std::int64_t{1} << 47U) - 1;

    static std::int64_t time_of(std::uint64_t code) noexcept {
        return static_cast<std::int64_t>(code) >> time_shift;
    }

    AppendOnly<std::uint64_t> codes_;
    // The writer's own.
    std::int64_t last_time_ = -latest_time;
    bool exited_ = false;
};

inline void SwitchSequence::append(const CpuSwitch& next) {
    if (exited_)
        return;
    exited_ = next.kind == SwitchKind::exit;
    last_time_ = std::clamp(next.time, last_time_, latest_time);
    codes_.push_back(static_cast<std::uint64_t>(last_time_) << time_shift |
                     static_cast<std::uint64_t>(next.kind) << kind_shift | std::min(next.cpu, unknown_cpu));
}

} // namespace interleave
