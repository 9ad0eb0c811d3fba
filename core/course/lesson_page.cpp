// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/lesson_page.h"

#include <utility>
#include <vector>

namespace interleave {

namespace {

template <typename Item>
std::string numbered(const std::vector<Item>& items) {
    std::string list;
    for (const Item& item : items)
        list += std::to_string(&item - items.data() + 1) + ". " + item.text + "\n";
    return list;
}

std::string predict_section(const LessonQuestion& question) {
    const std::string answers = question.number ? "Write down a number (" + question.number->unit + ").\n"
                                                : numbered(question.options);
    return std::string(question_heading) + "\n\n" + question.text + "\n\n" + answers + "\n" +
           reasons_heading + "\n\n" + numbered(question.reasons) + "\n";
}

std::size_t place_of_question(const std::string& body) {
    const auto place = body.find("\n" + std::string(look_heading) + "\n");
    return place == std::string::npos ? body.size() : place + 1;
}

/// Returns the page with its facts below the title.
std::string with_facts(std::string page, const Lesson& lesson) {
    const auto end_of_title = page.find("\n\n");
    page.insert(end_of_title == std::string::npos ? page.size() : end_of_title,
                "\n\n" + lesson_facts(lesson));
    return page;
}

} // namespace

std::string lesson_facts(const Lesson& lesson) {
    std::string facts =
        std::to_string(lesson.minutes) + " minutes · session " + std::to_string(lesson.session);
    for (const std::string& word : lesson.python)
        facts += (&word == lesson.python.data() ? " · `" : ", `") + word + "`";
    return facts;
}

std::string lesson_page(const Lesson& lesson) {
    return lesson_page(lesson, predict_section(lesson.question));
}

std::string lesson_page(const Lesson& lesson, const std::string& predict) {
    std::string page = lesson.body;
    page.insert(place_of_question(page), predict);
    return with_facts(std::move(page), lesson);
}

std::string lesson_head(const Lesson& lesson) {
    return with_facts(lesson.body.substr(0, place_of_question(lesson.body)), lesson);
}

} // namespace interleave
