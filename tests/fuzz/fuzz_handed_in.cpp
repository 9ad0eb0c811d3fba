// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as a result that a student hands in, after a line with what is expected of it: `interleave check` as
// far as it knows no scenario.
#include "core/analysis/outcome_condition.h"
#include "core/analysis/run_from_json.h"
#include "core/analysis/told.h"
#include "core/event/error.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace interleave;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const std::size_t line = text.find('\n');
    try {
        const OutcomeCondition expected = parse_condition(text.substr(0, line));
        const RunInfo info = run_from_json(line == std::string_view::npos ? "" : text.substr(line + 1));
        if (!info.ended)
            std::abort(); // a result is of a run that has ended
        if (tell(expected, info).what == false)
            what_came(expected, info);
    } catch (const UsageError& error) { // no condition
        if (std::string_view(error.what()).find('\n') != std::string_view::npos)
            std::abort();
    } catch (const RunError& error) { // no result
        if (std::string_view(error.what()).find('\n') != std::string_view::npos)
            std::abort(); // an error is one line
    }
    return 0;
}
