// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/course_doctor.h"

#include "app/lesson_run.h"
#include "app/output.h"
#include "app/progress_line.h"
#include "app/stop_signals.h"

#include "core/analysis/figure.h"
#include "core/course/course.h"
#include "core/course/lesson_result.h"
#include "core/trace/json.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace interleave {

namespace {

std::vector<const Lesson*> core_lessons() {
    std::vector<const Lesson*> lessons;
    for (const CourseSession& session : course())
        lessons.insert(lessons.end(), session.core.begin(), session.core.end());
    return lessons;
}

std::vector<LessonResult> run_all(const std::vector<const Lesson*>& lessons, const StopSignals& stop) {
    std::vector<LessonResult> results;
    ProgressLine line;
    for (const Lesson* lesson : lessons) {
        LessonRun done = run_lesson(*lesson, stop, line,
                                    std::to_string(results.size() + 1) + " of " +
                                        std::to_string(lessons.size()) + " lessons   " + lesson->scenario);
        if (stop.received() != 0) // it is no whole run
            break;
        results.push_back(std::move(done.result));
    }
    return results;
}

std::string as_text(const std::vector<LessonResult>& results) {
    std::string text;
    std::uint64_t shown = 0;
    std::uint64_t untold = 0;
    for (const LessonResult& result : results) {
        const std::optional<bool> shows = shows_effect(result);
        shown += shows == true ? 1 : 0;
        untold += shows ? 0 : 1;
        if (shows == true)
            continue;
        text +=
            result.lesson->scenario + " (session " + std::to_string(result.lesson->session) + ") " +
            (shows ? "does not show its effect here:\n" : "cannot tell here whether it shows its effect:\n");
        for (const std::string& reason : missing_effects(result))
            text += "    " + reason + "\n";
    }
    text += "of " + counted(results.size(), "core lessons") + " " + std::to_string(shown) +
            " show their effect on this machine, " + std::to_string(results.size() - shown - untold) +
            " do not, " + std::to_string(untold) + " cannot tell\n";
    return text;
}

Json as_json(const std::vector<LessonResult>& results) {
    Json lessons = Json::array();
    for (const LessonResult& result : results)
        lessons.push_back(to_json(result));
    return {{"lessons", std::move(lessons)}};
}

} // namespace

int examine_course(bool in_json) {
    const StopSignals stop;
    const std::vector<LessonResult> results = run_all(core_lessons(), stop);
    print(in_json ? document(as_json(results)) : as_text(results));
    return stop.received() != 0 ? 128 + stop.received() : 0;
}

} // namespace interleave
