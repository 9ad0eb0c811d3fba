// SPDX-License-Identifier: GPL-3.0-or-later
// Goes through all orders of a program, depth first: each is run from the beginning, with the steps up to the
// one that differs given and the rule Rule::stay behind it.
#pragma once

#include "core/control/control_block.h"

#include <compare>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace interleave {

/// What a search knows of a step that was made.
struct TriedStep {
    TurnSet offered;
    Turn lane;
};

/// Returns the steps of a log.
std::vector<TriedStep> tried_steps(const ControlBlock& block);

/// How often a lane lost the turn although it could have gone on.
std::uint32_t preemptions_of(std::span<const TriedStep> steps) noexcept;
/// How often another lane made the next step.
std::uint32_t switches_of(std::span<const TriedStep> steps) noexcept;

/// What makes one failing order shorter to tell than another: fewer preemptions, then fewer switches, then
/// fewer steps, then its letters.
struct OrderLength {
    std::uint32_t preemptions;
    std::uint32_t switches;
    std::uint32_t steps;

    friend auto operator<=>(const OrderLength&, const OrderLength&) = default;
};
OrderLength length_of(std::span<const TriedStep> steps) noexcept;

/// Returns the seed of one of many orders that are drawn by lot.
std::uint64_t seed_of_order(std::uint64_t seed, std::uint64_t number) noexcept;

/// All orders with at most so many preemptions, each once. It keeps one path only.
class DepthFirst {
public:
    static constexpr std::uint32_t unbounded = std::numeric_limits<std::uint32_t>::max();

    /// `order` is what is to be run first: none, or what another search of the same kind was about to run.
    explicit DepthFirst(std::uint32_t most_preemptions = unbounded, std::vector<Turn> order = {}) noexcept
        : most_preemptions_(most_preemptions)
        , order_(std::move(order)) {}

    /// Returns the steps to be given to the next run; none at first.
    const std::vector<Turn>& order() const noexcept { return order_; }
    /// Goes on behind a run that made these steps. Returns false if there is no order left.
    bool advance(std::span<const TriedStep> steps);
    /// Whether the bound left out an order so far.
    bool left_out() const noexcept { return left_out_; }

private:
    std::uint32_t most_preemptions_;
    bool left_out_ = false;
    std::vector<Turn> order_;
};

} // namespace interleave
