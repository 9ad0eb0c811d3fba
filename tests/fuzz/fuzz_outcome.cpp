// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as the outcome of an engine, and as the report of a guardian: what a host makes of them, to the text
// and the JSON document of the run.
#include "core/analysis/run_json.h"
#include "core/analysis/run_text.h"
#include "core/analysis/theory_checks.h"
#include "core/engine/end_report.h"
#include "core/trace/json.h"
#include "core/trace/trace.h"

#include <cstdint>
#include <cstdlib>
#include <exception>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace interleave;
    EndReport report;
    report.result = std::string(reinterpret_cast<const char*>(bytes), size);
    try {
        report = end_report_from(report.result);
    } catch (const std::exception&) { // then it is the outcome of an honest report
    }
    const SessionResult result = judge(report, Ended::stopped);
    if (result.error.find('\n') != std::string::npos)
        std::abort(); // an error is one line
    RunInfo info;
    info.ended = result.ended;
    info.error = result.error;
    if (result.outcome) {
        info.outcome = result.outcome->values;
        info.checks = result.outcome->checks;
    }
    Trace trace(false);
    trace.close(0);
    decide_checks(info.checks, trace, {});
    const RunReport made = make_report(std::move(info), trace);
    to_text(made);
    document(to_json(made));
    return 0;
}
