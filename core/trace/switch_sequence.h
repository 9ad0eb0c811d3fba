// SPDX-License-Identifier: GPL-3.0-or-later
// The kernel's switch records of one lane's thread, 8 bytes each: where and when it ran.
#pragma once

#include "core/trace/append_only.h"
#include "core/trace/cpu_switch.h"
#include "core/trace/time_bounds.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace interleave {

/// The switches are in order of time. Only one writer thread may call append(); any thread may call the rest.
class SwitchSequence {
public:
    /// Returns how many switches can be read now. It only grows.
    std::size_t size() const noexcept { return codes_.size(); }
    bool empty() const noexcept { return codes_.empty(); }
    /// `index` must be below a size() seen by this thread.
    CpuSwitch operator[](std::size_t index) const noexcept {
        const std::uint64_t code = codes_[index];
        return {time_of(code), static_cast<SwitchKind>(code >> kind_shift & 0xfU),
                static_cast<std::uint16_t>(code & unknown_cpu)};
    }
    /// Returns the index of the first switch at or after `time`. `hint` is an index that is probably near.
    std::size_t first_at(std::int64_t time, std::size_t hint = 0) const noexcept;

    std::size_t bytes() const noexcept { return codes_.bytes(); }

    /// A time before the last one counts as the last one. Switches after an exit are ignored, because the
    /// kernel gives the thread's id to another thread. Throws std::bad_alloc.
    void append(const CpuSwitch& next);

private:
    // A code has 48 bits of time, 4 of kind and 12 of CPU.
    static constexpr unsigned time_shift = 16;
    static constexpr unsigned kind_shift = 12;

    static std::int64_t time_of(std::uint64_t code) noexcept {
        return static_cast<std::int64_t>(code) >> time_shift;
    }

    AppendOnly<std::uint64_t> codes_;
    // Only the writer uses the members below.
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
