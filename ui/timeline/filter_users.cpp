// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/filter_users.h"

#include "core/analysis/object_users.h"

#include <utility>

namespace interleave {

FilterUsers::FilterUsers(QObject* parent)
    : QObject(parent)
    , answers_(answer, {.answered = [this](const Answer& found_now) {
                   emit found(found_now.question.trace, found_now.question.object, found_now.lanes);
               }}) {}

void FilterUsers::ask(std::shared_ptr<const Trace> trace, ObjectId object) {
    answers_.ask({std::move(trace), object});
}

FilterUsers::Answer FilterUsers::answer(const Question& question) {
    return {question, users_of(*question.trace, question.object)};
}

} // namespace interleave
