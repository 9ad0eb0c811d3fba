// SPDX-License-Identifier: GPL-3.0-or-later
// This scheduler leaves everything to the kernel and records the calls of the lanes.
#pragma once

#include "core/sync/scheduler.h"

#include <algorithm>
#include <mutex>
#include <source_location>
#include <unistd.h>
#include <utility>
#include <vector>

namespace interleave::test {

/// Describes one call of a lane to the scheduler.
struct SchedulerCall {
    enum Kind { step, sleeps, woken, wakes, leaves, returns, started, begins, ends };
    Kind kind;
    pid_t thread = gettid();
    Operation operation{}; ///< of a step
    ObjectId object = no_object;
    bool has_readiness = false; ///< of a step, and of `leaves`
    bool ready = true;          ///< of the same kinds: the answer of the readiness at that moment
    Woken how{};                ///< of `woken` and `returns`
    StartMethod method{};
    std::uint32_t line = 0; ///< of a step
    pid_t process = getpid();
};

/// Is the scheduler while it exists; there may be one at a time. It sees nothing of a forked child. Lanes may
/// still be in a call when it is destroyed, so the object that they call lives for ever.
class RecordingScheduler {
public:
    RecordingScheduler() {
        const std::lock_guard hold(notes().lock);
        notes().calls.clear();
        set_scheduler(&notes());
    }
    ~RecordingScheduler() { set_scheduler(nullptr); }
    RecordingScheduler(const RecordingScheduler&) = delete;
    RecordingScheduler& operator=(const RecordingScheduler&) = delete;

    /// Returns all calls so far, in order.
    std::vector<SchedulerCall> calls() const {
        const std::lock_guard hold(notes().lock);
        return notes().calls;
    }
    std::vector<SchedulerCall> calls_of(pid_t thread) const {
        std::vector<SchedulerCall> result = calls();
        std::erase_if(result, [&](const SchedulerCall& call) { return call.thread != thread; });
        return result;
    }
    bool has_call(SchedulerCall::Kind kind) const {
        const std::vector<SchedulerCall> all_calls = calls();
        return std::any_of(all_calls.begin(), all_calls.end(),
                           [&](const SchedulerCall& call) { return call.kind == kind; });
    }

private:
    struct Notes final : Scheduler {
        void before(const Step& step) noexcept override {
            note({.kind = SchedulerCall::step,
                  .operation = step.operation,
                  .object = step.object,
                  .has_readiness = step.ready.is_asked(),
                  .ready = step.ready(),
                  .line = step.where.line()});
        }
        std::optional<Woken> sleeps(const std::atomic<std::uint32_t>&, std::uint32_t,
                                    Deadline) noexcept override {
            note({.kind = SchedulerCall::sleeps});
            return std::nullopt;
        }
        void woken(Woken how) noexcept override { note({.kind = SchedulerCall::woken, .how = how}); }
        std::optional<int> wakes(const std::atomic<std::uint32_t>&, int) noexcept override {
            note({.kind = SchedulerCall::wakes});
            return std::nullopt;
        }
        void leaves(const KernelCall& call) noexcept override {
            note({.kind = SchedulerCall::leaves,
                  .object = call.object,
                  .has_readiness = call.ready.is_asked(),
                  .ready = call.ready()});
        }
        void returns(Woken how) noexcept override { note({.kind = SchedulerCall::returns, .how = how}); }
        void started(ObjectId worker, StartMethod method) noexcept override {
            note({.kind = SchedulerCall::started, .object = worker, .method = method});
        }
        void begins(ObjectId worker, StartMethod method) noexcept override {
            note({.kind = SchedulerCall::begins, .object = worker, .method = method});
        }
        void ends(ObjectId worker) noexcept override {
            note({.kind = SchedulerCall::ends, .object = worker});
        }

        void note(const SchedulerCall& call) noexcept {
            const std::lock_guard hold(lock);
            calls.push_back(call);
        }

        mutable std::mutex lock;
        std::vector<SchedulerCall> calls;
    };
    static Notes& notes() {
        static Notes& outliving_all_lanes = *new Notes;
        return outliving_all_lanes;
    }
};

using HandOvers = std::vector<std::pair<Operation, ObjectId>>;

/// Returns the hand-overs of this thread while `work` runs.
template <typename Work>
HandOvers hand_overs_of(Work&& work) {
    const RecordingScheduler scheduler;
    work();
    HandOvers hand_overs;
    for (const SchedulerCall& call : scheduler.calls_of(gettid())) {
        if (call.kind == SchedulerCall::step)
            hand_overs.emplace_back(call.operation, call.object);
    }
    return hand_overs;
}

} // namespace interleave::test
