// SPDX-License-Identifier: GPL-3.0-or-later
// A scheduler that leaves everything to the kernel and notes what the lanes say to it.
#pragma once

#include "core/sync/scheduler.h"

#include <algorithm>
#include <mutex>
#include <source_location>
#include <unistd.h>
#include <utility>
#include <vector>

namespace interleave::test {

/// What a lane said.
struct Said {
    enum What { step, sleeps, woken, wakes, leaves, returns, started, begins, ends };
    What what;
    pid_t thread = gettid();
    Operation operation{}; ///< of a step
    ObjectId object = no_object;
    bool has_readiness = false; ///< of a step, and of `leaves`
    bool ready = true;          ///< the same: what the readiness answered at that moment
    Woken how{};                ///< of `woken` and `returns`
    Birth birth{};
    std::uint32_t line = 0; ///< of a step
    pid_t process = getpid();
};

/// One at a time, from its making to its end. Of a forked child it sees nothing. Lanes may still be in it
/// when it ends: what they say to is never destroyed.
class RecordingScheduler {
public:
    RecordingScheduler() {
        const std::lock_guard hold(notes().lock);
        notes().said.clear();
        set_scheduler(&notes());
    }
    ~RecordingScheduler() { set_scheduler(nullptr); }
    RecordingScheduler(const RecordingScheduler&) = delete;
    RecordingScheduler& operator=(const RecordingScheduler&) = delete;

    /// All so far, in order.
    std::vector<Said> said() const {
        const std::lock_guard hold(notes().lock);
        return notes().said;
    }
    std::vector<Said> said_by(pid_t thread) const {
        std::vector<Said> result = said();
        std::erase_if(result, [&](const Said& it) { return it.thread != thread; });
        return result;
    }
    bool has_said(Said::What what) const {
        const std::vector<Said> all = said();
        return std::any_of(all.begin(), all.end(), [&](const Said& it) { return it.what == what; });
    }

private:
    struct Notes final : Scheduler {
        void before(const Step& step) noexcept override {
            note({.what = Said::step,
                  .operation = step.operation,
                  .object = step.object,
                  .has_readiness = step.ready.is_asked(),
                  .ready = step.ready(),
                  .line = step.where.line()});
        }
        std::optional<Woken> sleeps(const std::atomic<std::uint32_t>&, std::uint32_t,
                                    Deadline) noexcept override {
            note({.what = Said::sleeps});
            return std::nullopt;
        }
        void woken(Woken how) noexcept override { note({.what = Said::woken, .how = how}); }
        std::optional<int> wakes(const std::atomic<std::uint32_t>&, int) noexcept override {
            note({.what = Said::wakes});
            return std::nullopt;
        }
        void leaves(const KernelCall& call) noexcept override {
            note({.what = Said::leaves,
                  .object = call.object,
                  .has_readiness = call.ready.is_asked(),
                  .ready = call.ready()});
        }
        void returns(Woken how) noexcept override { note({.what = Said::returns, .how = how}); }
        void started(ObjectId worker, Birth birth) noexcept override {
            note({.what = Said::started, .object = worker, .birth = birth});
        }
        void begins(ObjectId worker, Birth birth) noexcept override {
            note({.what = Said::begins, .object = worker, .birth = birth});
        }
        void ends(ObjectId worker) noexcept override { note({.what = Said::ends, .object = worker}); }

        void note(const Said& one) noexcept {
            const std::lock_guard hold(lock);
            said.push_back(one);
        }

        mutable std::mutex lock;
        std::vector<Said> said;
    };
    static Notes& notes() {
        static Notes& outliving_all_lanes = *new Notes;
        return outliving_all_lanes;
    }
};

using Reached = std::vector<std::pair<Operation, ObjectId>>;

/// The hand-overs of this thread while `work` runs.
template <typename Work>
Reached hand_overs_of(Work&& work) {
    const RecordingScheduler scheduler;
    work();
    Reached reached;
    for (const Said& said : scheduler.said_by(gettid())) {
        if (said.what == Said::step)
            reached.emplace_back(said.operation, said.object);
    }
    return reached;
}

} // namespace interleave::test
