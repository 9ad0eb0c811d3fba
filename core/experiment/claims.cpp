// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/claims.h"

#include "core/event/error.h"
#include "core/experiment/machine_load.h"
#include "core/experiment/observed_run.h"
#include "core/experiment/parallel_capacity.h"
#include "core/experiment/slow_processors.h"
#include "core/scenario/nearest_name.h"
#include "core/scenario/stage.h"
#include "core/trace/json.h"

#include <algorithm>
#include <optional>

namespace interleave {

namespace {

/// The result of one run.
struct MeasuredRun {
    ClaimRun run;
    std::optional<RunInfo> info;
    std::string error;
};

RunRequest request_of(const ClaimRun& run) {
    const Scenario& scenario = find_scenario(run.scenario);
    RunRequest request = default_request(scenario);
    request.backend = run.backend;
    for (const auto& [name, words] : run.settings)
        request.parameters.set(scenario.parameters, name, words);
    return request;
}

MeasuredRun measure(const ClaimRun& run, const std::function<bool()>& go_on) {
    MeasuredRun measured{run, std::nullopt, {}};
    try {
        ObservedRun observed(request_of(run));
        while (!observed.wait(std::chrono::milliseconds(100))) {
            if (!go_on())
                observed.request_stop();
        }
        const RunInfo& info = measured.info.emplace(observed.info());
        if (info.ended != Ended::finished && info.ended != Ended::deadlock)
            measured.error = std::string("the run ended as ") + name_of(*info.ended) +
                             (info.error.empty() ? "" : ": " + info.error);
    } catch (const std::runtime_error& error) {
        measured.error = error.what();
    }
    return measured;
}

Check undecided(const Claim& claim, std::string why) {
    Check check;
    check.name = claim.id;
    check.claim = claim.sentence;
    check.decidable = false;
    check.why = std::move(why);
    return check;
}

Check from_checks(const Claim& claim, const RunInfo& info) {
    std::optional<Check> result;
    for (const Check& check : info.checks) {
        if (check.name != claim.id)
            continue;
        if (!result) {
            result = check;
            continue;
        }
        // Of several checks of the same name a miss has priority over an undecided one, which has priority
        // over a hit.
        const bool worse =
            (check.holds == false && result->holds != false) || (!check.holds && result->holds == true);
        if (worse) {
            result->holds = check.holds;
            result->why = check.claim + (check.why.empty() ? "" : ": " + check.why);
        }
    }
    if (!result)
        return undecided(claim, "the run of '" + claim.run.scenario + "' made no such check");
    result->claim = claim.sentence;
    return *result;
}

std::optional<double> outcome_value(const RunInfo& info, const std::string& name) {
    const Value* const found = info.outcome.find(name);
    return found != nullptr ? found->number() : std::nullopt;
}

Check from_quotient(const Claim& claim, const RunInfo& run, const RunInfo& compared) {
    const auto above = outcome_value(run, claim.quotient_of);
    const auto below = outcome_value(compared, claim.quotient_of);
    if (!above || !below || *below <= 0)
        return undecided(claim, "the runs gave no value '" + claim.quotient_of + "'");
    const int cpus = Stage::usable_cpus();
    Check check = undecided(claim, "");
    check.decidable = true;
    check.measured = *above / *below;
    check.expected = claim.expected_per_cpu * cpus;
    check.unit = "×";
    check.comparison = Comparison::at_least;
    if (cpus < 2) {
        check.decidable = false;
        check.why = "it takes at least 2 usable processors to tell; this machine gives 1";
    }
    check.decide();
    std::vector<Check> checks{check};
    doubt_checks_on_slow_processors(checks, std::max(run.processor_slowdown, compared.processor_slowdown));
    doubt_checks_without_capacity(checks, cpus);
    doubt_disturbed_checks(
        checks, std::max(run.processors_of_others, compared.processors_of_others).value_or(0), cpus);
    return checks.front();
}

/// Returns the results of the claims whose runs are all in `measured`. Those in `before` stay as they are,
/// because the doubts of a verdict are of the moment at which it was decided.
std::vector<ClaimResult> decided(std::span<const Claim* const> claims,
                                 const std::vector<MeasuredRun>& measured,
                                 const std::vector<ClaimResult>& before) {
    const auto find = [&](const ClaimRun& run) -> const MeasuredRun* {
        const auto found = std::find_if(measured.begin(), measured.end(),
                                        [&](const MeasuredRun& candidate) { return candidate.run == run; });
        return found != measured.end() ? &*found : nullptr;
    };
    std::vector<ClaimResult> results;
    for (const Claim* claim : claims) {
        const auto known = std::find_if(before.begin(), before.end(),
                                        [claim](const ClaimResult& result) { return result.claim == claim; });
        if (known != before.end()) {
            results.push_back(*known);
            continue;
        }
        const MeasuredRun* const run = find(claim->run);
        const MeasuredRun* const last =
            claim->compared_with.empty() ? run : find(claim->compared_with.front());
        if (run == nullptr || last == nullptr)
            continue;
        if (const std::string& error = run->error.empty() ? last->error : run->error; !error.empty())
            results.push_back({claim, undecided(*claim, error)});
        else if (claim->compared_with.empty())
            results.push_back({claim, from_checks(*claim, *run->info)});
        else
            results.push_back({claim, from_quotient(*claim, *run->info, *last->info)});
    }
    return results;
}

} // namespace

const Claim& find_claim(std::string_view id) {
    std::vector<std::string> ids;
    for (const Claim& claim : all_claims()) {
        if (claim.id == id)
            return claim;
        ids.push_back(claim.id);
    }
    throw UsageError(unknown_name("claim", id, ids));
}

std::vector<ClaimResult> measure_claims(std::span<const Claim* const> claims,
                                        const std::function<bool(const ClaimProgress&)>& progress) {
    std::vector<ClaimRun> needed;
    const auto need = [&](const ClaimRun& run) {
        if (std::find(needed.begin(), needed.end(), run) == needed.end())
            needed.push_back(run);
    };
    for (const Claim* claim : claims) {
        need(claim->run);
        for (const ClaimRun& run : claim->compared_with)
            need(run);
    }

    std::vector<MeasuredRun> measured;
    std::vector<ClaimResult> results;
    for (const ClaimRun& run : needed) {
        const auto go_on = [&] { return progress({measured.size(), needed.size(), run.scenario, results}); };
        if (go_on())
            measured.push_back(measure(run, go_on));
        else
            measured.push_back({run, std::nullopt, "stopped before it was measured"});
        results = decided(claims, measured, results);
    }
    return results;
}

Json to_json(std::span<const ClaimResult> results) {
    Json list = Json::array();
    for (const ClaimResult& result : results) {
        const Json check = to_json(result.check);
        list.push_back({{"id", result.claim->id},
                        {"claim", result.claim->sentence},
                        {"scenario", result.claim->run.scenario},
                        {"expected", check["expected"]},
                        {"measured", check["measured"]},
                        {"unit", check["unit"]},
                        {"comparison", check["comparison"]},
                        {"tolerance", check["tolerance"]},
                        {"holds", check["holds"]},
                        {"why", check["why"]}});
    }
    return {{"claims", std::move(list)}};
}

} // namespace interleave
