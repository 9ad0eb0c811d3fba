// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/lesson_guide.h"

#include "core/course/lesson_links.h"
#include "core/course/lessons.h"
#include "core/course/look_view.h"
#include "core/course/proof.h"
#include "core/event/error.h"
#include "ui/lesson/lesson_dialogue.h"
#include "ui/lesson/next_event_quiz.h"
#include "ui/navigation/navigation.h"
#include "ui/run/activity.h"
#include "ui/run/run_setup.h"
#include "ui/run/shown_run.h"
#include "ui/status/messages.h"
#include "ui/words/words.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace interleave {

namespace {

/// Returns what follows the link's kind, or nothing if it is of another one.
std::optional<std::string> rest_of(const std::string& link, std::string_view kind) {
    return link.starts_with(kind) ? std::optional(link.substr(kind.size())) : std::nullopt;
}

QString to_json(const std::vector<std::pair<std::string, std::string>>& settings) {
    QJsonObject object;
    for (const auto& [name, value] : settings)
        object.insert(QString::fromStdString(name), QString::fromStdString(value));
    return settings.empty() ? QString()
                            : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

LessonGuide::LessonGuide(const ViewContext& context, LessonDialogue& dialogue, QObject* parent)
    : QObject(parent)
    , context_(context)
    , dialogue_(dialogue)
    , quiz_(new NextEventQuiz(context, dialogue, this)) {
    connect(&context_.run, &ShownRun::completed, this, &LessonGuide::onCompleted);
    connect(&context_.setup, &RunSetup::chosen, this, [this] { wanted_.reset(); });
}

void LessonGuide::follow(const QString& link) {
    const Scenario* const scenario = dialogue_.scenario();
    if (scenario == nullptr)
        return;
    const std::string text = link.toStdString();
    if (text == ask_link)
        dialogue_.askAgain();
    else if (text == run_link)
        run({});
    else if (text == proof_link)
        lookFor(proof_of(*scenario), std::string());
    else if (text == next_link)
        askNext();
    else if (const auto variation = rest_of(text, vary_link))
        vary(to_variation(*scenario, *variation).value_or(Variation{}));
    else if (const auto number = rest_of(text, look_link))
        lookAtPromise(QString::fromStdString(*number).toULongLong());
    else if (const auto name = rest_of(text, scenario_link))
        context_.setup.chooseByName(QString::fromStdString(*name));
}

void LessonGuide::askNextHere() {
    context_.show_view("lesson");
    quiz_->askHere();
}

bool LessonGuide::run(const Variation& variation) {
    wanted_.reset();
    context_.setup.set(to_json(variation.settings),
                       variation.backend ? QString::fromUtf8(name_of(*variation.backend)) : QString(),
                       variation.seed.value_or(context_.setup.seed()));
    return context_.activity.startRun();
}

void LessonGuide::vary(const Variation& variation) {
    if (variation.sweep)
        context_.setup.suggestSweep(QString::fromStdString(variation.sweep->first),
                                    QString::fromStdString(variation.sweep->second));
    else
        run(variation);
}

void LessonGuide::lookAtPromise(std::size_t number) {
    const std::vector<PromisedBy> promises = promises_of(dialogue_.scenario()->name);
    if (number < promises.size())
        lookFor(promises[number].promise->shown, *promises[number].backend);
}

void LessonGuide::lookFor(const std::vector<LookFor>& looks, const std::string& backend) {
    const Scenario& scenario = *dialogue_.scenario();
    const bool is_shown = context_.run.trace() != nullptr && context_.run.info().scenario == scenario.name &&
                          (backend.empty() || context_.run.info().backend == backend);
    std::string missing;
    if (is_shown && show(looks, missing))
        return;
    // The run that is shown has other settings, or none is: the lesson speaks of one with the defaults.
    const bool is_default =
        is_shown && context_.run.report() != nullptr && is_default_run(context_.run.info(), scenario);
    if (is_default) {
        emit context_.messages.note(
            sentence_of("In this run it cannot be seen: " + missing + ". Run it again."));
        return;
    }
    if (run({.backend = backend.empty() ? std::nullopt : std::optional(parse_backend(backend))}))
        wanted_ = Wanted{scenario.name, looks};
}

bool LessonGuide::show(const std::vector<LookFor>& looks, std::string& missing) {
    const LookView view = look_view(*context_.run.trace(), context_.run.info(), looks, &missing);
    if (!view.is_on_lanes() && view.outcomes.empty() && view.checks.empty())
        return false;
    Navigation& navigation = context_.navigation;
    if (view.is_on_lanes()) {
        navigation.showRange({view.begin, view.end});
        if (!view.lanes.empty())
            navigation.chooseLane(view.lanes.front(), view.moment);
        else
            navigation.chooseObject(view.objects.front(), view.moment);
    }
    if (!view.outcomes.empty())
        context_.show_view("outcome");
    else if (!view.checks.empty())
        context_.show_view("checks");
    navigation.pointOut({view.lanes, view.objects, view.outcomes, view.checks});
    return true;
}

void LessonGuide::askNext() {
    const Scenario& scenario = *dialogue_.scenario();
    if (context_.run.trace() == nullptr || context_.run.info().scenario != scenario.name) {
        quiz_->askHere(); // which says that there is nothing to ask about
        return;
    }
    const LookView proof = look_view(*context_.run.trace(), context_.run.info(), proof_of(scenario));
    if (proof.is_on_lanes())
        context_.navigation.showRange({proof.begin, proof.end});
    quiz_->ask(proof.is_on_lanes() ? proof.moment : context_.navigation.visibleRange().from);
}

void LessonGuide::onCompleted() {
    const RunInfo& info = context_.run.info();
    const bool is_first_reply = dialogue_.takeRun(info);
    std::string missing;
    if (wanted_ && wanted_->scenario == info.scenario) {
        const Wanted wanted = *std::exchange(wanted_, std::nullopt);
        if (!show(wanted.looks, missing))
            emit context_.messages.note(
                sentence_of("In this run it cannot be seen: " + missing + ". Run it again."));
        return;
    }
    if (!is_first_reply)
        return;
    const LookView proof = look_view(*context_.run.trace(), info, proof_of(*dialogue_.scenario()), &missing);
    context_.navigation.pointOut({proof.lanes, proof.objects, proof.outcomes, proof.checks});
}

} // namespace interleave
