// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/course.h"

#include "core/course/lessons.h"
#include "core/event/error.h"
#include "core/scenario/scenario.h"

#include <algorithm>
#include <array>

namespace interleave {

namespace {

constexpr std::array<const char*, course_sessions> titles{
    "Two kinds of worker", "Races", "Waiting for each other", "Standing still", "The GIL", "Pools and speed"};

std::vector<const Lesson*> lessons_of(int session, LessonPart part) {
    std::vector<const Lesson*> lessons;
    for (const Scenario* scenario : all_scenarios()) {
        const Lesson* const lesson = find_lesson(scenario->name);
        if (lesson != nullptr && lesson->session == session && lesson->part == part)
            lessons.push_back(lesson);
    }
    std::ranges::sort(lessons, {}, &Lesson::place);
    return lessons;
}

} // namespace

std::vector<CourseSession> course() {
    std::vector<CourseSession> sessions;
    for (int number = 1; number <= course_sessions; ++number)
        sessions.push_back({number, titles.at(static_cast<std::size_t>(number - 1)),
                            lessons_of(number, LessonPart::core), lessons_of(number, LessonPart::homework)});
    return sessions;
}

int core_minutes(const CourseSession& session) {
    int sum = 0;
    for (const Lesson* lesson : session.core)
        sum += lesson->minutes;
    return sum;
}

CourseSession find_session(std::string_view word) {
    for (CourseSession& session : course()) {
        if (word == std::to_string(session.number))
            return std::move(session);
    }
    throw UsageError("no session '" + std::string(word) + "'; the course has the sessions 1 to " +
                     std::to_string(course_sessions));
}

std::string title_of(const CourseSession& session) {
    return "Session " + std::to_string(session.number) + ": " + session.title;
}

const std::string& title_of(const Lesson& lesson) {
    return find_scenario(lesson.scenario).title;
}

} // namespace interleave
