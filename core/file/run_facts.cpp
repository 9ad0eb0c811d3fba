// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/run_facts.h"

#include "core/analysis/missing_records.h"
#include "core/analysis/run_json.h"
#include "core/trace/json.h"

namespace interleave {

Json run_facts(const RunInfo& info) {
    const auto words_or_null = [](const std::string& words) {
        return words.empty() ? Json(nullptr) : Json(words);
    };
    Json facts{{"program", "Interleave"},
               {"title", info.title},
               {"missing", words_or_null(missing_text(info.counts))}};
    facts.update(to_json(
        RunReport{.info = info, .lanes = {}, .objects = {}, .gils = {}, .lock_orders = {}, .variables = {}}));
    for (const char* const summed_up : {"lanes", "objects", "variables"})
        facts.erase(summed_up);
    facts["error"] = words_or_null(info.error);
    facts["begun_unix_ns"] = info.begun_unix_ns;
    facts["origin_ns"] = info.origin_ns;
    return facts;
}

} // namespace interleave
