// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lock_order.h"

#include "core/event/acquire_detail.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace interleave {

namespace {

/// So many sets of gates are told apart for one lane and two locks; what comes later counts as one of them
/// only if it is equal.
constexpr std::size_t most_gate_sets = 8;
constexpr std::size_t most_steps = 100'000;
/// So many steps are tried in the search for rings, so that a graph that no program should have ends, too.
constexpr std::size_t most_tried = 500'000;
constexpr std::size_t most_rings = 100;
/// A lane that never releases more locks than that uses them as signals, which others release. A lane that
/// ended in a deadlock holds a handful; Linux's own checker knows 48.
constexpr std::size_t most_held = 32;

/// The steps of all lanes, each lane and set of gates once.
class StepTable {
public:
    void add(LockStep&& step) {
        std::vector<std::size_t>& same = by_key_[key(step)];
        for (const std::size_t index : same) {
            if (steps_[index].gates == step.gates) {
                ++steps_[index].times;
                return;
            }
        }
        if (same.size() == most_gate_sets || steps_.size() == most_steps)
            return;
        same.push_back(steps_.size());
        steps_.push_back(std::move(step));
    }
    std::vector<LockStep> take() { return std::move(steps_); }

private:
    /// Lanes and objects have 15 bits at most.
    static std::uint64_t key(const LockStep& step) noexcept {
        return std::uint64_t{step.lane} << 32U | std::uint64_t{step.held} << 16U | step.taken;
    }

    std::unordered_map<std::uint64_t, std::vector<std::size_t>> by_key_;
    std::vector<LockStep> steps_;
};

/// Walks along one lane and notes what it held when it took a lock.
class OrderWalk {
public:
    OrderWalk(const Lane& lane, const std::vector<bool>& is_mutex, StepTable& steps)
        : lane_(lane)
        , is_mutex_(is_mutex)
        , steps_(steps)
        , kept_(never_released(lane, is_mutex)) {}

    void step(const Event& event) {
        forget_where_records_are_missing(event.time);
        if (event.object >= is_mutex_.size() || !is_mutex_[event.object])
            return;
        switch (event.kind) {
        case EventKind::wait_begin:
            waits_for_ = event.object;
            if ((event.detail & wait_is_timed) == 0)
                note_steps(event);
            break;
        case EventKind::wait_end:
            waits_for_ = no_object;
            break;
        case EventKind::acquire:
            if (waits_for_ != event.object && !has_flag(event.detail, AcquireDetail::tried))
                note_steps(event);
            waits_for_ = no_object;
            if (!is_signal(event.object))
                held_.push_back({event.object, event.site});
            break;
        case EventKind::release: {
            const auto last = std::find_if(held_.rbegin(), held_.rend(),
                                           [&](const Held& held) { return held.lock == event.object; });
            if (last != held_.rend())
                held_.erase(std::next(last).base());
            break;
        }
        default:
            break;
        }
    }

private:
    struct Held {
        ObjectId lock;
        SiteId site;
    };

    /// Returns the locks that a lane took and never released, each once.
    static std::unordered_set<ObjectId> never_released(const Lane& lane, const std::vector<bool>& is_mutex) {
        std::unordered_set<ObjectId> taken;
        std::unordered_set<ObjectId> released;
        lane.events().for_each([&](const Event& event) {
            if (event.object < is_mutex.size() && is_mutex[event.object]) {
                if (event.kind == EventKind::acquire)
                    taken.insert(event.object);
                else if (event.kind == EventKind::release)
                    released.insert(event.object);
            }
        });
        for (const ObjectId lock : released)
            taken.erase(lock);
        return taken;
    }

    bool is_signal(ObjectId lock) const { return kept_.size() > most_held && kept_.contains(lock); }

    void forget_where_records_are_missing(std::int64_t time) {
        if (missing_ == lane_.missing().size() || lane_.missing()[missing_].begin > time)
            return;
        while (missing_ < lane_.missing().size() && lane_.missing()[missing_].begin <= time)
            ++missing_;
        held_.clear();
        waits_for_ = no_object;
    }

    void note_steps(const Event& event) {
        const auto is_taken = [&](const Held& held) { return held.lock == event.object; };
        if (std::ranges::any_of(held_, is_taken)) // it is taken again
            return;
        for (const Held& held : held_) {
            LockStep step{lane_.id(), held.lock, event.object, held.site, event.site, event.time, 1};
            for (const Held& other : held_)
                if (other.lock != held.lock)
                    step.gates.push_back(other.lock);
            std::ranges::sort(step.gates);
            steps_.add(std::move(step));
        }
    }

    const Lane& lane_;
    const std::vector<bool>& is_mutex_;
    StepTable& steps_;
    std::unordered_set<ObjectId> kept_; ///< the locks that the lane never releases
    std::vector<Held> held_;
    ObjectId waits_for_ = no_object;
    std::size_t missing_ = 0; ///< the next stretch of missing records
};

std::vector<LockStep> steps_of(const Trace& trace) {
    std::vector<bool> is_mutex(trace.object_count() + 1);
    for (std::size_t index = 0; index < trace.object_count(); ++index)
        is_mutex[trace.object(index).id()] = trace.object(index).kind() == ObjectKind::mutex;
    StepTable steps;
    if (std::ranges::count(is_mutex, true) < 2)
        return {};
    for (std::size_t index = 0; index < trace.lane_count(); ++index) {
        OrderWalk walk(trace.lane(index), is_mutex, steps);
        trace.lane(index).events().for_each([&walk](const Event& event) { walk.step(event); });
    }
    return steps.take();
}

/// Removes what can be in no ring, again and again: steps whose lock nobody holds while another is taken, or
/// that nobody takes. Without this the search would walk through everything that is in order.
void keep_what_may_be_in_rings(std::vector<LockStep>& steps) {
    for (std::size_t before = 0; before != steps.size();) {
        before = steps.size();
        std::unordered_map<ObjectId, unsigned> sides;
        for (const LockStep& step : steps) {
            sides[step.held] |= 1U;
            sides[step.taken] |= 2U;
        }
        std::erase_if(steps,
                      [&](const LockStep& step) { return sides[step.held] != 3 || sides[step.taken] != 3; });
    }
}

std::vector<ObjectId> in_both(const std::vector<ObjectId>& a, const std::vector<ObjectId>& b) {
    std::vector<ObjectId> both;
    std::ranges::set_intersection(a, b, std::back_inserter(both));
    return both;
}

class RingSearch {
public:
    RingSearch(const Trace& trace, std::vector<LockStep> steps) : trace_(trace), steps_(std::move(steps)) {
        for (const LockStep& step : steps_)
            from_[step.held].push_back(&step);
    }

    std::vector<LockOrderRing> rings() {
        for (const auto& [lock, steps] : from_) {
            first_ = lock;
            extend(lock);
        }
        std::vector<LockOrderRing> found;
        for (auto& [locks, ring] : found_)
            found.push_back(std::move(ring));
        std::ranges::stable_sort(found, {}, [](const LockOrderRing& ring) { return !ring.is_danger(); });
        return found;
    }

private:
    /// Tries all steps that begin at this lock. A ring is found from the least of its locks only.
    void extend(ObjectId lock) {
        const auto next = from_.find(lock);
        if (next == from_.end())
            return;
        for (const LockStep* step : next->second) {
            if (++tried_ > most_tried || step->taken < first_ || !fits(*step))
                continue;
            path_.push_back(step);
            if (step->taken == first_)
                note();
            else
                extend(step->taken);
            path_.pop_back();
        }
    }

    bool fits(const LockStep& step) const {
        return std::ranges::none_of(path_, [&](const LockStep* earlier) {
            const Lane& one = trace_.lane(earlier->lane);
            const Lane& other = trace_.lane(step.lane);
            return earlier->lane == step.lane || (step.taken != first_ && earlier->held == step.taken) ||
                   one.begin() >= other.end() || other.begin() >= one.end();
        });
    }

    /// Of the same locks in the same order the ring with the fewest gates is kept.
    void note() {
        LockOrderRing ring;
        std::vector<ObjectId> locks;
        for (const LockStep* step : path_) {
            locks.push_back(step->held);
            for (const LockStep& earlier : ring.steps)
                std::ranges::copy(in_both(earlier.gates, step->gates), std::back_inserter(ring.gates));
            ring.steps.push_back(*step);
        }
        std::ranges::sort(ring.gates);
        ring.gates.erase(std::ranges::unique(ring.gates).begin(), ring.gates.end());
        const auto known = found_.find(locks);
        if (known == found_.end()) {
            if (found_.size() < most_rings)
                found_.emplace(std::move(locks), std::move(ring));
        } else if (ring.gates.size() < known->second.gates.size()) {
            known->second = std::move(ring);
        }
    }

    const Trace& trace_;
    std::vector<LockStep> steps_;
    std::map<ObjectId, std::vector<const LockStep*>> from_; ///< by the lock that is held
    ObjectId first_ = no_object;                            ///< where the path begins
    std::vector<const LockStep*> path_;
    std::size_t tried_ = 0;
    std::map<std::vector<ObjectId>, LockOrderRing> found_; ///< by its locks, the least first
};

} // namespace

std::vector<LockOrderRing> lock_order_rings(const Trace& trace) {
    std::vector<LockStep> steps = steps_of(trace);
    keep_what_may_be_in_rings(steps);
    return RingSearch(trace, std::move(steps)).rings();
}

} // namespace interleave
