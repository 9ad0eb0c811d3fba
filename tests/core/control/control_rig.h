// SPDX-License-Identifier: GPL-3.0-or-later
// Runs small programs of real threads or processes in controlled mode within the test: one order, or all.
#pragma once

#include "core/control/baton.h"
#include "core/control/order_log.h"
#include "core/control/order_text.h"
#include "core/control/search.h"
#include "core/event/clock_description.h"
#include "core/event/recorder.h"
#include "core/event/session_region.h"
#include "core/sync/stopped.h"
#include "core/work/team.h"

#include <functional>
#include <memory>
#include <new>
#include <string>
#include <utility>

namespace interleave::test {

/// How many orders a program has, and how many of them are bad; a deadlock is bad.
struct OrderCounts {
    std::uint64_t orders = 0;
    std::uint64_t bad = 0;
    std::uint64_t stuck = 0;

    friend bool operator==(const OrderCounts&, const OrderCounts&) = default;
    std::string text() const {
        return std::to_string(orders) + "/" + std::to_string(bad) + ", stuck " + std::to_string(stuck);
    }
};

/// Is the session of the test's process; there may be one at a time.
class ControlRig {
public:
    /// Runs once and returns whether its result is right.
    using Program = std::function<bool()>;

    ControlRig() : region_(SessionRegion::create({2048, 16ULL << 20U, 64, 64}, best_clock_source())) {
        SessionRegion::use(region_.get());
        Recorder::of_this_thread().begin_lane(LaneKind::process, "main", no_object);
        begin_ = region_->mark();
    }
    ~ControlRig() {
        Recorder::of_this_thread().end_lane();
        SessionRegion::use(nullptr);
    }
    ControlRig(const ControlRig&) = delete;
    ControlRig& operator=(const ControlRig&) = delete;

    ControlBlock& block() { return *reinterpret_cast<ControlBlock*>(region_->control()); }

    /// Makes an object that forked workers share, for one order.
    template <typename T, typename... Arguments>
    T& share(Arguments&&... arguments) {
        return *new (region_->allocate(sizeof(T), alignof(T))) T(std::forward<Arguments>(arguments)...);
    }

    /// Runs one order. Returns whether its result is right; false if it did not come to its end.
    bool run(const ControlPlan& plan, const Program& program) {
        region_->rewind(begin_);
        ControlPlan unwinding = plan;
        unwinding.unwinds = true;
        const Baton baton(block(), region_.get(), unwinding);
        try {
            return program();
        } catch (const Stopped&) {
            return false;
        }
    }
    bool run(std::string_view order, const Program& program) {
        const std::vector<Turn> lanes = order_from(order);
        return run(ControlPlan{.order = lanes}, program);
    }

    /// Returns what the last order did.
    OrderLog log() const {
        return read_order(*reinterpret_cast<const ControlBlock*>(region_->control()), region_->reader());
    }
    std::string order() const { return to_text(log().order()); }

    /// Runs every order.
    OrderCounts count(const Program& program) {
        OrderCounts counts;
        DepthFirst search;
        do {
            const bool is_right = run(ControlPlan{.order = search.order()}, program);
            const OrderVerdict verdict = block().verdict;
            ++counts.orders;
            counts.bad += is_right ? 0 : 1;
            counts.stuck += verdict == OrderVerdict::stuck ? 1 : 0;
            if (verdict == OrderVerdict::diverged || verdict == OrderVerdict::too_long)
                qFatal("order %s: %s", to_text(search.order()).c_str(), log().divergence.c_str());
        } while (search.advance(tried_steps(block())));
        return counts;
    }

private:
    std::unique_ptr<SessionRegion> region_;
    SessionRegion::Mark begin_{};
};

inline Team team_of(int workers, Backend backend = Backend::threads) {
    return Team({numbered_names("worker", workers), backend, 1, {}});
}

} // namespace interleave::test
