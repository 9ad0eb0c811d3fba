// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/future.h"

#include "core/event/recorder.h"
#include "core/sync/hand_over.h"
#include "core/sync/waiting.h"

#include <algorithm>

namespace interleave {

namespace {

/// Counts a waiting lane, so that the worker that completes a task knows that it has to wake somebody.
class Sleeper {
public:
    explicit Sleeper(CompletionCounter& counter) noexcept : counter_(counter) {
        counter_.sleepers.fetch_add(1);
    }
    ~Sleeper() { counter_.sleepers.fetch_sub(1); }
    Sleeper(const Sleeper&) = delete;
    Sleeper& operator=(const Sleeper&) = delete;

private:
    CompletionCounter& counter_;
};

} // namespace

std::optional<std::size_t> detail::wait_for_any(std::span<const Completion* const> tasks, Deadline deadline,
                                                const std::source_location& where) {
    if (tasks.empty())
        return std::nullopt;
    const ObjectId object = tasks.front()->any_object();
    const auto any_is_completed = [tasks] {
        return std::any_of(tasks.begin(), tasks.end(),
                           [](const Completion* task) { return task->completed(); });
    };
    hand_over(Operation::wait, object, where, Readiness::of(any_is_completed));
    CompletionCounter& counter = completion_counter();
    std::optional<std::size_t> found;
    const auto look = [&](std::uint32_t& seen) {
        seen = counter.completions.load(); // read before looking, so that a later completion changes it
        const auto first = std::find_if(tasks.begin(), tasks.end(),
                                        [](const Completion* task) { return task->follow_if_completed(); });
        if (first != tasks.end())
            found = static_cast<std::size_t>(first - tasks.begin());
        return found.has_value();
    };
    std::uint32_t seen = 0;
    if (!look(seen)) {
        const Sleeper sleeper(counter);
        wait_until_satisfied({object, where, deadline}, counter.completions, look);
    }
    return found;
}

bool detail::wait_for_all(std::span<const Completion* const> tasks, Deadline deadline,
                          const std::source_location& where) {
    return std::all_of(tasks.begin(), tasks.end(),
                       [&](const Completion* task) { return task->wait(deadline, where); });
}

} // namespace interleave
