// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson_run.h"

#include "core/scenario/scenario.h"
#include "core/trace/json.h"

#include <chrono>
#include <optional>
#include <utility>

namespace interleave {

namespace {

const char* name_of(LessonPart part) {
    switch (part) {
    case LessonPart::core:
        return "core";
    case LessonPart::homework:
        return "homework";
    case LessonPart::optional:
        break;
    }
    return "optional";
}

/// Waits for the end of the run, and ends it at a signal.
void watch(ObservedRun& run, const StopSignals& stop, ProgressLine& line, const std::string& progress) {
    using namespace std::chrono_literals;
    bool stop_requested = false;
    while (!run.wait(50ms)) {
        line.show(progress + "   Ctrl+C stops");
        if (stop.received() != 0 && !stop_requested) {
            run.request_stop();
            stop_requested = true;
        }
    }
}

} // namespace

LessonRun run_lesson(const Lesson& lesson, const StopSignals& stop, ProgressLine& line,
                     const std::string& progress) {
    constexpr int most_tries = 3;
    const RunRequest request = default_request(find_scenario(lesson.scenario));
    for (int tries = 1;; ++tries) {
        auto run = std::make_unique<ObservedRun>(request);
        watch(*run, stop, line, progress);
        LessonResult result = lesson_result(lesson, run->report().info);
        const bool is_told = result.answer.option || result.answer.number;
        if (is_told || tries == most_tries || stop.received() != 0)
            return {std::move(run), std::move(result)};
    }
}

Json to_json(const LessonResult& result) {
    const std::string came = answer_text(result);
    const std::optional<bool> shows = shows_effect(result);
    return {{"scenario", result.lesson->scenario},
            {"session", result.lesson->session},
            {"part", name_of(result.lesson->part)},
            {"minutes", result.lesson->minutes},
            {"expected", expected_answer_text(result.lesson->question)},
            {"answer", came.empty() ? Json(nullptr) : Json(came)},
            {"as_expected", came.empty() ? Json(nullptr) : Json(is_expected(result))},
            {"why", result.answer.why},
            {"shows_effect", shows ? Json(*shows) : Json(nullptr)},
            {"missing", missing_effects(result)}};
}

} // namespace interleave
