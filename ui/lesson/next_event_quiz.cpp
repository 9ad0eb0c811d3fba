// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/next_event_quiz.h"

#include "ui/lesson/lesson_dialogue.h"
#include "ui/navigation/navigation.h"
#include "ui/run/shown_run.h"
#include "ui/status/messages.h"
#include "ui/words/event_words.h"
#include "ui/words/words.h"

#include <algorithm>

namespace interleave {

namespace {

/// Of what is in view this part is before the moment.
constexpr double part_before = 0.7;
constexpr std::int64_t least_length = 1'000; ///< ns of what is in view

QString sentence(const Trace& trace, const NextEvent& event) {
    const Lane& lane = trace.lane(event.lane);
    return QStringLiteral("%1 %2").arg(QString::fromStdString(lane.name()),
                                       event_sentence(trace, lane, event.event));
}

} // namespace

NextEventQuiz::NextEventQuiz(const ViewContext& context, LessonDialogue& dialogue, QObject* parent)
    : QObject(parent)
    , context_(context)
    , dialogue_(dialogue) {
    connect(&dialogue_, &LessonDialogue::answeredInBetween, this, &NextEventQuiz::finish);
    connect(&context_.run, &ShownRun::replaced, &dialogue_, &LessonDialogue::stopAskingInBetween);
}

void NextEventQuiz::askHere() {
    const TimeRange shown = context_.navigation.visibleRange();
    ask(context_.navigation.cursor().value_or(shown.from + (shown.until - shown.from) / 2));
}

void NextEventQuiz::ask(std::int64_t moment) {
    dialogue_.stopAskingInBetween();
    if (context_.run.report() == nullptr) {
        emit context_.messages.note(tr("There is nothing to ask about yet: run the scenario to its end."));
        return;
    }
    trace_ = context_.run.trace();
    question_ = ask_next_event(*trace_, moment);
    if (!question_) {
        emit context_.messages.note(tr("Nobody can tell what happens next there: not two lanes do anything "
                                       "after that moment, or records "
                                       "are missing. Choose an earlier one."));
        return;
    }
    LessonQuestion asked{.text = tr("Which of these happens first?").toStdString()};
    for (const NextEvent& event : question_->candidates)
        asked.options.push_back({sentence(*trace_, event).toHtmlEscaped().toStdString(), {}});
    show(*question_);
    dialogue_.askInBetween(
        std::move(asked),
        tr("# What happens next?\n\nThe run stands still at %1. What comes after it is covered. "
           "Each line below is the next thing that one of the lanes does.")
            .arg(moment_text(question_->moment)));
}

void NextEventQuiz::show(const NextEventQuestion& question) {
    Navigation& navigation = context_.navigation;
    const TimeRange shown = navigation.visibleRange();
    const auto scaled = [](std::int64_t time, double factor) {
        return static_cast<std::int64_t>(static_cast<double>(time) * factor);
    };
    // What comes next is in view when the cover is taken away, and the run's beginning bounds what is before.
    const std::int64_t ahead =
        scaled(question.candidates[question.right].time - question.moment, 1.5 / (1 - part_before));
    const std::int64_t since_begin = question.moment - navigation.wholeRange().from;
    const std::int64_t length = std::max(
        {std::min(shown.until - shown.from, scaled(since_begin, 1 / part_before)), ahead, least_length});
    const std::int64_t from =
        std::max(question.moment - scaled(length, part_before), navigation.wholeRange().from);
    navigation.showRange({from, from + length});
    navigation.freeze(question.moment);
}

void NextEventQuiz::finish(const GivenAnswer& given) {
    context_.navigation.unfreeze();
    if (!question_)
        return;
    const NextEventQuestion question = *std::exchange(question_, std::nullopt);
    const std::shared_ptr<const Trace> trace = std::exchange(trace_, nullptr);
    if (trace != context_.run.trace() || given.is_skipped())
        return;
    const NextEvent& next = question.candidates[question.right];
    const QString what =
        tr("%1, %2 later.").arg(sentence(*trace, next), duration_text(next.time - question.moment));
    context_.navigation.chooseLane(next.lane, next.time);
    emit context_.messages.note(*given.option == question.right
                                    ? tr("That is right: %1").arg(what)
                                    : tr("You said: %1. What happened was: %2")
                                          .arg(sentence(*trace, question.candidates[*given.option]), what));
}

} // namespace interleave
