// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/progress/course_progress.h"

#include "core/course/lessons.h"
#include "ui/words/words.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace interleave {

namespace {

template <typename Number>
QJsonValue to_json(const std::optional<Number>& number) {
    return number ? QJsonValue(static_cast<double>(*number)) : QJsonValue();
}
QJsonValue to_json(const std::optional<bool>& flag) {
    return flag ? QJsonValue(*flag) : QJsonValue();
}

std::optional<double> number_in(const QJsonValue& value) {
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}
std::optional<std::size_t> place_in(const QJsonValue& value) {
    const int place = value.toInt(-1);
    return place < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(place));
}
std::optional<bool> flag_in(const QJsonValue& value) {
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

QString to_text(const LessonProgress& progress) {
    const QJsonObject object{
        {QStringLiteral("option"), to_json(progress.given.option)},
        {QStringLiteral("number"), to_json(progress.given.number)},
        {QStringLiteral("reason"), to_json(progress.given.reason)},
        {QStringLiteral("when"), progress.when.toString(Qt::ISODate)},
        {QStringLiteral("seen"), progress.is_seen},
        {QStringLiteral("right"), to_json(progress.verdict.was_right)},
        {QStringLiteral("reason_right"), to_json(progress.verdict.reason_right)},
        {QStringLiteral("came_out"), progress.came_out},
    };
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// Returns nothing for a text of another form, and for an answer to a question that was another one then.
std::optional<LessonProgress> progress_from(const QString& text, const LessonQuestion& question) {
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    LessonProgress progress{.given = {.option = place_in(object[QStringLiteral("option")]),
                                      .number = number_in(object[QStringLiteral("number")]),
                                      .reason = place_in(object[QStringLiteral("reason")])},
                            .when =
                                QDateTime::fromString(object[QStringLiteral("when")].toString(), Qt::ISODate),
                            .is_seen = object[QStringLiteral("seen")].toBool(),
                            .verdict = {.was_right = flag_in(object[QStringLiteral("right")]),
                                        .reason_right = flag_in(object[QStringLiteral("reason_right")])},
                            .came_out = object[QStringLiteral("came_out")].toString()};
    return fits(progress.given, question) ? std::optional(progress) : std::nullopt;
}

QString number_with_unit(double number, const LessonQuestion& question) {
    return QStringLiteral("%1 %2").arg(number_words(number), QString::fromStdString(question.number->unit));
}

QString words_of(const LessonQuestion& question, const std::optional<std::size_t>& option,
                 const std::optional<double>& number) {
    if (number && question.number)
        return number_with_unit(*number, question);
    return option ? QString::fromStdString(question.options[*option].text) : QString();
}

} // namespace

CourseProgress::CourseProgress(std::span<const Scenario* const> scenarios, WindowSettings& settings,
                               QObject* parent)
    : QObject(parent)
    , scenarios_(scenarios)
    , settings_(settings) {
    setObjectName(QStringLiteral("courseProgress"));
    for (const Scenario* scenario : scenarios_) {
        const Lesson* const lesson = find_lesson(scenario->name);
        const QString text = settings_.answerTo(QString::fromStdString(scenario->name));
        if (lesson == nullptr || text.isEmpty())
            continue;
        if (const auto progress = progress_from(text, lesson->question))
            known_.insert_or_assign(scenario->name, *progress);
    }
}

const LessonProgress* CourseProgress::of(const std::string& scenario) const {
    const auto found = known_.find(scenario);
    return found == known_.end() ? nullptr : &found->second;
}

void CourseProgress::answer(const Scenario& scenario, const GivenAnswer& given) {
    known_.insert_or_assign(scenario.name,
                            LessonProgress{.given = given, .when = QDateTime::currentDateTime()});
    keep(scenario);
}

void CourseProgress::ask(const Scenario& scenario) {
    known_.erase(scenario.name);
    settings_.rememberAnswer(QString::fromStdString(scenario.name), QString());
    emit changed(scenario);
}

void CourseProgress::askAll() {
    for (const Scenario* scenario : scenarios_)
        if (of(scenario->name) != nullptr)
            ask(*scenario);
}

void CourseProgress::judge(const Scenario& scenario, const RunInfo& run) {
    const Lesson* const lesson = find_lesson(scenario.name);
    const auto found = known_.find(scenario.name);
    if (lesson == nullptr || found == known_.end() || !is_default_run(run, scenario))
        return;
    const RightAnswer right = right_answer(lesson->question, run);
    if (!right.option && !right.number)
        return;
    LessonProgress& progress = found->second;
    progress.is_seen = true;
    progress.verdict = verdict_on(progress.given, lesson->question, right);
    progress.came_out = words_of(lesson->question, right.option, right.number);
    keep(scenario);
}

int CourseProgress::seen() const {
    return static_cast<int>(
        std::ranges::count_if(known_, [](const auto& entry) { return entry.second.is_seen; }));
}

Table CourseProgress::answers() const {
    Table table{.columns = {{tr("Lesson")},
                            {tr("When")},
                            {tr("Question")},
                            {tr("Answer")},
                            {tr("Because")},
                            {tr("What came out")},
                            {tr("Right")},
                            {tr("Reason right")}},
                .rows = {}};
    const auto yes_or_no = [](const std::optional<bool>& flag) {
        return flag ? (*flag ? tr("yes") : tr("no")) : QString();
    };
    for (const Scenario* scenario : scenarios_) {
        const LessonProgress* const progress = of(scenario->name);
        const Lesson* const lesson = find_lesson(scenario->name);
        if (progress == nullptr || lesson == nullptr)
            continue;
        const LessonQuestion& question = lesson->question;
        const GivenAnswer& given = progress->given;
        table.rows.push_back(
            {{QString::fromStdString(scenario->name)},
             {progress->when.toString(Qt::ISODate)},
             {QString::fromStdString(question.text).simplified()},
             {given.is_skipped() ? tr("skipped") : words_of(question, given.option, given.number)},
             {given.reason ? QString::fromStdString(question.reasons[*given.reason].text) : QString()},
             {progress->came_out},
             {yes_or_no(progress->verdict.was_right)},
             {yes_or_no(progress->verdict.reason_right)}});
    }
    return table;
}

void CourseProgress::keep(const Scenario& scenario) {
    settings_.rememberAnswer(QString::fromStdString(scenario.name), to_text(known_.at(scenario.name)));
    emit changed(scenario);
}

} // namespace interleave
