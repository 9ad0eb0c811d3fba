// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/search.h"

#include <algorithm>
#include <bit>

namespace interleave {

namespace {

constexpr TurnSet all_turns = (TurnSet{1} << most_turns) - 1;

Turn lane_before(std::span<const TriedStep> steps, std::size_t step) noexcept {
    return step == 0 ? no_turn : steps[step - 1].lane;
}

bool preempts(Turn last, TurnSet offered, Turn next) noexcept {
    return next != last && contains(offered, last);
}

/// Returns the lane that is tried after `tried` at a step: first the one that Rule::stay chooses, then the
/// others by their letters. Returns no_turn if there is none.
Turn next_lane(Turn last, TurnSet offered, Turn tried) noexcept {
    const Turn first = contains(offered, last) ? last : static_cast<Turn>(std::countr_zero(offered));
    const TurnSet others = offered & ~set_of(first);
    const TurnSet rest = tried == first ? others : others & ~((set_of(tried) << 1U) - 1);
    return rest == 0 ? no_turn : static_cast<Turn>(std::countr_zero(rest));
}

} // namespace

std::vector<TriedStep> tried_steps(const ControlBlock& block) {
    // A host reads them as well, so they are made possible ones whatever stands there.
    const std::uint32_t count = std::min(block.steps.load(std::memory_order_acquire), most_steps);
    std::vector<TriedStep> steps;
    steps.reserve(count);
    for (std::uint32_t step = 0; step < count; ++step) {
        const StepRecord& record = block.log[step];
        const Turn lane = std::min(record.lane, static_cast<Turn>(most_turns - 1));
        steps.push_back({(record.offered & all_turns) | set_of(lane), lane});
    }
    return steps;
}

std::uint32_t preemptions_of(std::span<const TriedStep> steps) noexcept {
    std::uint32_t count = 0;
    for (std::size_t step = 0; step < steps.size(); ++step)
        count += preempts(lane_before(steps, step), steps[step].offered, steps[step].lane) ? 1 : 0;
    return count;
}

std::uint32_t switches_of(std::span<const TriedStep> steps) noexcept {
    std::uint32_t count = 0;
    for (std::size_t step = 1; step < steps.size(); ++step)
        count += steps[step].lane != steps[step - 1].lane ? 1 : 0;
    return count;
}

OrderLength length_of(std::span<const TriedStep> steps) noexcept {
    return {preemptions_of(steps), switches_of(steps), static_cast<std::uint32_t>(steps.size())};
}

std::uint64_t seed_of_order(std::uint64_t seed, std::uint64_t number) noexcept {
    // Neighbouring seeds and numbers must not give sequences that overlap.
    std::uint64_t mixed = seed * 0xd1342543de82ef95ULL + number;
    for (int round = 0; round < 2; ++round)
        mixed = (mixed ^ (mixed >> 32U)) * 0xd6e8feb86659fd93ULL;
    return mixed ^ (mixed >> 32U);
}

bool DepthFirst::advance(std::span<const TriedStep> steps) {
    for (std::size_t step = steps.size(); step-- > 0;) {
        const Turn last = lane_before(steps, step);
        const TurnSet offered = steps[step].offered;
        const Turn next = next_lane(last, offered, steps[step].lane);
        if (next == no_turn)
            continue;
        if (most_preemptions_ != unbounded &&
            preemptions_of(steps.first(step)) + (preempts(last, offered, next) ? 1 : 0) > most_preemptions_) {
            left_out_ = true;
            continue; // the lanes behind it would preempt as well
        }
        order_.clear();
        for (const TriedStep& given : steps.first(step))
            order_.push_back(given.lane);
        order_.push_back(next);
        return true;
    }
    return false;
}

} // namespace interleave
