// SPDX-License-Identifier: GPL-3.0-or-later
// interleave course: prints what a lecturer hands out, with the figures of this machine.
#include "app/commands.h"
#include "app/course_printer.h"
#include "app/graphics.h"
#include "app/lesson_run.h"
#include "app/output.h"

#include "core/course/answer_key.h"
#include "core/course/teachers_notes.h"
#include "core/course/two_tier_test.h"
#include "core/course/worksheet.h"
#include "core/event/error.h"
#include "core/trace/json.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

namespace interleave {

namespace {

std::vector<CourseSession> sessions_of(const Arguments& arguments) {
    std::vector<CourseSession> sessions;
    for (const std::string& word : arguments.operands) {
        CourseSession session = find_session(word);
        if (std::ranges::find(sessions, session.number, &CourseSession::number) == sessions.end())
            sessions.push_back(std::move(session));
    }
    return sessions.empty() ? course() : sessions;
}

/// Makes the folder, but not those above it, which may be a mistyped word.
void make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    if (std::filesystem::is_directory(folder, error))
        return;
    std::filesystem::create_directory(folder, error);
    if (!error)
        return;
    const bool is_above_missing = error == std::errc::no_such_file_or_directory;
    throw RunError("the folder '" + folder.string() + "' cannot be made: " + error.message() + "; " +
                   (is_above_missing ? "make the folder above it first" : "choose another one"));
}

/// Prints session by session, and keeps what is to be told at the end.
class CoursePrint {
public:
    CoursePrint(CoursePrinter& printer, std::filesystem::path folder, const StopSignals& stop,
                std::size_t lessons)
        : printer_(printer)
        , folder_(std::move(folder))
        , stop_(stop)
        , lessons_(lessons) {}

    /// Returns false if a signal came; then the last session is printed in part.
    bool print(const std::vector<CourseSession>& sessions) {
        ProgressLine line;
        return std::ranges::all_of(sessions,
                                   [&](const CourseSession& session) { return print(session, line); });
    }

    void print_test() {
        save(two_tier_test(TestTime::before), "test-before.pdf");
        save(two_tier_test(TestTime::after), "test-after.pdf");
        save(two_tier_key(results_), "test-key.pdf");
    }

    std::string text() const {
        std::string text;
        for (const std::string& file : files_)
            text += "saved " + file + "\n";
        for (const LessonResult& result : results_) {
            for (const std::string& reason : missing_effects(result))
                text += result.lesson->scenario + ": " + reason + "\n";
        }
        return text;
    }

    Json json() const {
        Json lessons = Json::array();
        for (const LessonResult& result : results_)
            lessons.push_back(to_json(result));
        return {{"folder", folder_.string()}, {"files", files_}, {"lessons", std::move(lessons)}};
    }

private:
    bool print(const CourseSession& session, ProgressLine& line) {
        const std::string name = "session-" + std::to_string(session.number);
        save(worksheet(session), name + "-worksheet.pdf");
        save(teachers_notes(session), name + "-teachers-notes.pdf");
        const std::string slides = name + "-slides";
        make_folder(folder_ / slides);
        const std::size_t first = results_.size();
        for (const auto* lessons : {&session.core, &session.homework}) {
            for (const Lesson* lesson : *lessons) {
                if (!run(session, *lesson, line, slides, results_.size() - first + 1))
                    return false;
            }
        }
        save(answer_key(session, std::span(results_).subspan(first)), name + "-answer-key.pdf");
        printer_.print_slides(path(slides + ".pdf"));
        files_.push_back(path(slides + ".pdf"));
        return true;
    }

    std::string path(const std::string& name) const { return (folder_ / name).string(); }

    void save(const Handout& handout, const std::string& name) {
        printer_.print(handout, path(name));
        files_.push_back(path(name));
    }

    bool run(const CourseSession& session, const Lesson& lesson, ProgressLine& line,
             const std::string& slides, std::size_t number) {
        LessonRun done = run_lesson(lesson, stop_, line,
                                    std::to_string(results_.size() + 1) + " of " + std::to_string(lessons_) +
                                        " lessons   " + lesson.scenario);
        if (stop_.received() != 0)
            return false;
        results_.push_back(std::move(done.result));
        const std::string digits = std::to_string(number);
        const std::string picture =
            path(slides + "/" + (digits.size() < 2 ? "0" : "") + digits + "-" + lesson.scenario);
        printer_.add_slides(session, lesson, done.run->trace(), results_.back().info, picture);
        files_.push_back(picture + question_suffix);
        files_.push_back(picture + picture_suffix);
        return true;
    }

    CoursePrinter& printer_;
    std::filesystem::path folder_;
    const StopSignals& stop_;
    std::size_t lessons_;
    std::vector<LessonResult> results_;
    std::vector<std::string> files_;
};

int course_of(const Arguments& arguments, const Graphics& graphics) {
    const auto folder = arguments.value("--to");
    if (!folder || folder->empty())
        throw UsageError("'course' needs --to FOLDER, where its files are written");
    const std::vector<CourseSession> sessions = sessions_of(arguments);
    const std::unique_ptr<CoursePrinter> printer = graphics.course_printer();
    make_folder(*folder);
    std::size_t lessons = 0;
    for (const CourseSession& session : sessions) {
        printer->check(*folder + "/session-" + std::to_string(session.number) + "-slides.pdf");
        lessons += session.core.size() + session.homework.size();
    }
    const StopSignals stop;
    CoursePrint print_out(*printer, *folder, stop, lessons);
    const bool is_whole = print_out.print(sessions);
    if (is_whole && arguments.operands.empty()) // the test is about the whole course
        print_out.print_test();
    print(arguments.has("--json") ? document(print_out.json()) : print_out.text());
    return is_whole ? 0 : 128 + stop.received();
}

} // namespace

const Command course_command{
    .name = "course",
    .operand = "[SESSION...]",
    .about = "print a course: worksheets, answer keys with this machine's figures, slides, notes, a test",
    .options =
        {
            {.name = "--to",
             .value = "FOLDER",
             .about = "where the files are written; it is made if need be"},
            {.name = "--json",
             .about = "one JSON document on standard output: files, and what the runs said"},
        },
    .takes_many_operands = true,
    .more = "The course has six sessions of 90 minutes. Without a SESSION all of them are printed, and a "
            "test of\n"
            "ten questions for before and after the course. Each lesson's scenario is run once with its "
            "defaults,\n"
            "so close other programs. Ctrl+C stops and keeps the files that are whole.\n",
    .run = course_of,
};

} // namespace interleave
