// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/course/lesson_page.h"

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

} // namespace

std::string lesson_page(const Lesson& lesson) {
    std::string page = lesson.body;
    const auto place = page.find("\n" + std::string(look_heading) + "\n");
    page.insert(place == std::string::npos ? page.size() : place + 1, predict_section(lesson.question));
    return page;
}

} // namespace interleave
