// SPDX-License-Identifier: GPL-3.0-or-later
// The claims of the three articles about threads and processes. Each is measured by a run of a scenario.
#pragma once

#include "core/scenario/scenario.h"
#include "core/trace/check.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace interleave {

/// One run that a claim needs. Equal runs are measured only once.
struct ClaimRun {
    std::string scenario;
    Backend backend;
    std::vector<std::pair<std::string, std::string>> settings{}; ///< parameters other than their defaults

    bool operator==(const ClaimRun&) const = default;
};

/// A claim is decided by the checks of its run whose name is its id: the first gives the figures, and all
/// must hold. A claim that compares two runs is decided by the quotient of one of their outcome values.
struct Claim {
    std::string id;       ///< stable: "race-loses-updates"
    std::string sentence; ///< what the articles say
    ClaimRun run;
    std::vector<ClaimRun> compared_with{}; ///< none or one: the measured value is run ÷ this run
    std::string quotient_of{};             ///< name of the outcome value
    double expected_per_cpu = 0;           ///< least quotient per usable processor
};

std::span<const Claim> all_claims();

/// Throws UsageError: "no claim 'race-loses-update'; did you mean 'race-loses-updates'?"
const Claim& find_claim(std::string_view id);

struct ClaimResult {
    const Claim* claim;
    Check check; ///< decided; `holds` is null where this machine cannot decide it, and `why` says so
};

/// The progress of measure_claims().
struct ClaimProgress {
    std::size_t done;                     ///< runs
    std::size_t total;                    ///< runs
    std::string scenario;                 ///< of the run that begins now
    std::span<const ClaimResult> decided; ///< claims whose runs are all done, in the order given
};

/// Runs what the claims need, one after the other, and returns their results in the order given. The claims
/// of a run that fails are undecided, with the reason. `progress` is called before each run and several times
/// a second during one. When it returns false, the remaining claims are undecided. The function blocks the
/// calling thread.
std::vector<ClaimResult> measure_claims(std::span<const Claim* const> claims,
                                        const std::function<bool(const ClaimProgress&)>& progress);

/// Programs read these keys. docs/command-line.md describes each of them.
Json to_json(std::span<const ClaimResult> results);

} // namespace interleave
