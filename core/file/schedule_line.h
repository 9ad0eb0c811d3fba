// SPDX-License-Identifier: GPL-3.0-or-later
// One line of a kernel schedule's text, as `perf script`, `perf sched script`, `trace-cmd report` and ftrace
// write it. These are pure functions.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace interleave {

/// The name of a thread. The kernel's are of 15 bytes at most; what is longer is cut.
class TaskName {
public:
    TaskName() = default;
    explicit TaskName(std::string_view name) noexcept;
    std::string_view view() const noexcept { return {bytes_.data(), size_}; }
    bool empty() const noexcept { return size_ == 0; }
    bool operator==(const TaskName& other) const noexcept { return view() == other.view(); }

private:
    std::array<char, 31> bytes_{};
    std::uint8_t size_ = 0;
};

/// A thread as a line names it.
struct ScheduleTask {
    /// The greatest number of a thread that a kernel can give.
    static constexpr std::int32_t greatest = (4 << 20) - 1;

    std::int32_t tid = -1; ///< 0 is a processor's idle thread; -1: not known
    TaskName name{};       ///< empty if not known
};

/// How a thread left its processor.
enum class LeftAs : std::uint8_t {
    preempted,       ///< it could run
    blocked,         ///< it waits
    uninterruptible, ///< it waits in the kernel, where no signal ends the wait
    ended,           ///< it is dead
    unknown,         ///< the line's word for it is not known
};

struct ScheduleLine {
    enum class Kind : std::uint8_t {
        other,    ///< an event of which nothing is taken but who was on the processor
        broken,   ///< an event of those below whose message is not complete or says what cannot be
        nothing,  ///< an event that is known and changes nothing
        switched, ///< from `task` to `next`
        waking,   ///< `task` is being woken
        woken,    ///< `task` was woken
        started,  ///< `task` may run for the first time
        forked,   ///< `next` came to be, of `task` or of who is on the processor
        renamed,  ///< `task` has that name from here on; its number was `next`
        exited,   ///< `task` ends
        lost,     ///< `number` events were lost, 0: not known how many
    };

    Kind kind = Kind::other;
    LeftAs left_as = LeftAs::unknown;
    bool shares_process = false; ///< of forked: a thread of the same process
    bool tells_process = false;  ///< of forked: whether it is known if it shares the process
    std::int64_t time = 0;       ///< ns on the text's clock, not negative
    std::int32_t cpu = -1;       ///< -1: not told
    std::int32_t process = 0;    ///< of `current`; 0: not told
    ScheduleTask current{};      ///< who was on the processor
    ScheduleTask task{};
    ScheduleTask next{};
    std::int32_t target = -1; ///< the processor on which a woken thread is to run; -1: not told
    std::uint64_t number = 0;
};

/// What a line is, and where its event's name is in it.
struct ParsedLine {
    ScheduleLine line{};
    std::string_view event{}; ///< "sched_switch"; empty if it has none
};

/// Returns nothing for a line that is no event: a comment, an empty line, or one that goes on with the
/// message of the line before. Whatever the line holds, it takes time in proportion to its length.
std::optional<ParsedLine> parse_schedule_line(std::string_view line);

/// Returns how many events are lost where the line says so without a time, 0 if it does not say how many, or
/// nothing for other lines: "CPU:3 [LOST 123 EVENTS]".
std::optional<std::uint64_t> lost_events(std::string_view line);

/// Returns what the kernel's word for the state of a thread that leaves says: "S", "R+", "D|K", "0x2".
LeftAs left_as(std::string_view state) noexcept;

} // namespace interleave
