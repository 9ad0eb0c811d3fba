// SPDX-License-Identifier: GPL-3.0-or-later
// What a controlled run did, as its host reads it: the steps, how the order ended, and where each lane stood
// then, in words.
#pragma once

#include "core/control/control_block.h"
#include "core/event/session_reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// One step, with the names of what its record has the numbers of.
struct ControlledStep {
    Turn lane;
    Operation operation;
    ObjectId object;
    std::string object_name;           ///< empty if there is no object
    std::string file;                  ///< without its folder; empty if it is not known
    std::uint32_t line;                ///< 0 if it is not known
    TurnSet offered;                   ///< the lanes that could have made it
    std::optional<std::int64_t> value; ///< that was read or written
};

/// Where a lane stood when the order ended.
struct StandingLane {
    Turn lane;
    TurnState state;
    ControlledStep next; ///< what it had announced last
};

/// An order, and how it ended.
struct OrderLog {
    std::vector<ControlledStep> steps;
    std::vector<StandingLane> lanes; ///< the main lane first
    OrderVerdict verdict = OrderVerdict::none;
    /// The number of the step, from 1, at which the given order wanted what could not be; 0 if there is none.
    std::uint32_t diverged_at = 0;
    std::string divergence; ///< why, in one line that begins with the step; empty if there is none

    /// Returns the lanes of the steps.
    std::vector<Turn> order() const;
};

/// Reads a block in the way of a reader: nothing in it is believed. No lane of the run may be left.
OrderLog read_order(const ControlBlock& block, const SessionReader& session);

/// Returns what the lanes wait for that cannot go on: "A waits for fork 2, held by B; B waits for fork 1,
/// held by A". A ring is told from lane to lane.
std::string waits_text(const OrderLog& log);

/// Returns how far two runs of one order agree: the number, from 1, of the first step that differs in its
/// lane, operation, object or line; 0 if none does.
std::uint32_t first_difference(const OrderLog& expected, const OrderLog& actual) noexcept;

/// Returns a step in words: "A: read counter (lost_update.cpp:52)".
std::string to_text(const ControlledStep& step);

} // namespace interleave
