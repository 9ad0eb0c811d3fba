// SPDX-License-Identifier: GPL-3.0-or-later
// interleave claims: measures on this machine what the articles claim.
#include "app/commands.h"
#include "app/graphics.h"
#include "app/look_options.h"
#include "app/output.h"
#include "app/progress_line.h"
#include "app/stop_signals.h"

#include "core/analysis/check_text.h"
#include "core/analysis/figure.h"
#include "core/experiment/claims.h"
#include "core/trace/json.h"

#include <algorithm>
#include <string>

namespace interleave {

namespace {

std::vector<const Claim*> claims_of(const Arguments& arguments) {
    std::vector<const Claim*> claims;
    for (const std::string& id : arguments.values("--only"))
        claims.push_back(&find_claim(id));
    if (claims.empty()) {
        for (const Claim& claim : all_claims())
            claims.push_back(&claim);
    }
    return claims;
}

const char* verdict(const Check& check) {
    if (!check.holds)
        return "cannot tell";
    return *check.holds ? "holds" : "DOES NOT HOLD HERE";
}

std::string as_text(const std::vector<ClaimResult>& results) {
    std::string text;
    std::size_t held = 0;
    std::size_t missed = 0;
    for (const ClaimResult& result : results) {
        const Check& check = result.check;
        held += check.holds == true ? 1 : 0;
        missed += check.holds == false ? 1 : 0;
        text += result.claim->id + ": " + verdict(check) + "\n    " + result.claim->sentence + "\n";
        if (check.measured)
            text += "    expected " + expected_text(check) + ", measured " +
                    figure(*check.measured, check.unit) + "\n";
        if (!check.why.empty())
            text += "    " + check.why + "\n";
    }
    return text + std::to_string(held) + " hold, " + std::to_string(missed) + " do not hold here, " +
           std::to_string(results.size() - held - missed) + " cannot be told\n";
}

int claims(const Arguments& arguments, const Graphics& graphics) {
    const std::vector<const Claim*> wanted = claims_of(arguments);
    const SaveClaims save_pictures = graphics.pictures_of_claims(arguments);
    StopSignals stop;
    std::vector<ClaimResult> results;
    {
        ProgressLine line;
        results = measure_claims(wanted, [&](const ClaimProgress& progress) {
            line.show(std::to_string(progress.done) + " of " + std::to_string(progress.total) + " runs   " +
                      progress.scenario + "   Ctrl+C stops");
            return stop.received() == 0;
        });
    }
    const int signal = stop.received();
    // This comes before drawing: Qt sets the user's locale, and numbers for programs must not follow it.
    print(arguments.has("--json") ? document(to_json(results)) : as_text(results));
    SavedPictures saved;
    if (save_pictures) {
        stop.end_at_once(interrupted_picture, signal);
        saved = save_pictures(results);
    }
    if (!arguments.has("--json"))
        print(saved.report);
    if (!saved.error.empty())
        print_error(saved.error);
    if (signal != 0)
        return 128 + signal;
    return saved.error.empty() ? 0 : 1;
}

} // namespace

const Command claims_command{
    .name = "claims",
    .about = "measure here what the articles claim about threads and processes",
    .options =
        {
            {.name = "--only", .value = "ID", .about = "measure this claim only", .repeatable = true},
            {.name = "--export",
             .value = "FILE",
             .about = "save the claims with their verdicts as .png, .svg or .pdf, or as .csv or .json",
             .repeatable = true},
            {.name = "--view", .value = "V", .about = "which view is drawn: claims (claims)"},
            size_option(),
            scale_option(),
            theme_option(),
            {.name = "--json", .about = "one JSON document on standard output"},
        },
    .more = "A claim that does not hold on this machine is printed as that; it is no error.\n",
    .run = claims,
};

} // namespace interleave
