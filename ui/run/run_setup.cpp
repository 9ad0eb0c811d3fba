// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/run_setup.h"

#include "core/event/error.h"
#include "ui/words/run_caption.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <type_traits>
#include <utility>

namespace interleave {

namespace {

/// Returns the parameters that a run had as a JSON object of words by name. What the scenario does not take,
/// because the run is of another version of it, is left out.
QString words_of(const Scenario& scenario, const NamedValues& values) {
    QJsonObject words;
    for (const auto& [name, value] : values) {
        try {
            ParameterSet::from(scenario.parameters, {{name, value}});
        } catch (const UsageError&) {
            continue;
        }
        QString word;
        if (const auto flag = value.flag())
            word = *flag ? QStringLiteral("true") : QStringLiteral("false");
        else if (value.text() != nullptr)
            word = QString::fromStdString(*value.text());
        else
            value.visit([&word]<typename Data>(const Data& data) {
                if constexpr (std::is_arithmetic_v<Data>)
                    word = std::is_floating_point_v<Data> ? QString::number(static_cast<double>(data), 'g',
                                                                            QLocale::FloatingPointShortest)
                                                          : QString::number(data);
            });
        words.insert(QString::fromStdString(name), word);
    }
    return QString::fromUtf8(QJsonDocument(words).toJson(QJsonDocument::Compact));
}

} // namespace

ParameterSet parameters_from(const Scenario& scenario, const QString& json) {
    ParameterSet set(scenario.parameters);
    const QJsonObject words = QJsonDocument::fromJson(json.toUtf8()).object();
    for (const Parameter& parameter : scenario.parameters) {
        const QJsonValue word = words.value(QString::fromStdString(parameter.name));
        if (word.isString())
            set.set(scenario.parameters, parameter.name, word.toString().toStdString());
    }
    return set;
}

RunSetup::RunSetup(std::span<const Scenario* const> scenarios, WindowSettings& settings, QObject* parent)
    : QObject(parent)
    , scenarios_(scenarios)
    , settings_(settings)
    , seed_(static_cast<std::uint64_t>(std::max(0, settings.get(setting::seed)))) {}

void RunSetup::choose(const Scenario& scenario) {
    const bool had_program = std::exchange(program_, std::nullopt).has_value();
    if (scenario_ == &scenario && !had_program)
        return;
    if (scenario_ != &scenario)
        remember();
    scenario_ = &scenario;
    const QString name = QString::fromStdString(scenario.name);
    parameter_words_ = settings_.parametersOf(name);
    backend_name_ = settings_.backendOf(name);
    emit chosen(scenario);
    emit changed();
}

void RunSetup::setProgram(ProgramToRecord program) {
    program_ = std::move(program);
    emit programSet();
    emit changed();
}

void RunSetup::setParameterWords(const QString& json) {
    if (std::exchange(parameter_words_, json) != json)
        emit changed();
}

void RunSetup::setBackendName(const QString& name) {
    if (std::exchange(backend_name_, name) != name)
        emit changed();
}

void RunSetup::setSeed(std::uint64_t seed) {
    if (std::exchange(seed_, seed) != seed)
        emit changed();
}

void RunSetup::set(const QString& parameter_words, const QString& backend, std::uint64_t seed) {
    program_.reset();
    parameter_words_ = parameter_words;
    backend_name_ = backend;
    seed_ = seed;
    emit wereSet(*scenario_);
    emit changed();
}

bool RunSetup::setTo(const RunInfo& run) {
    if (!chooseByName(QString::fromStdString(run.scenario)))
        return false;
    set(words_of(*scenario_, run.parameters), QString::fromStdString(run.backend), run.seed);
    return true;
}

void RunSetup::suggestSweep(const QString& parameter, const QString& values) {
    emit sweepSuggested(parameter, values);
}

bool RunSetup::chooseByName(const QString& name) {
    const auto found = std::ranges::find(scenarios_, name.toStdString(), &Scenario::name);
    if (found == scenarios_.end())
        return false;
    choose(**found);
    emit chosenByName(name);
    return true;
}

void RunSetup::chooseLast() {
    if (!chooseByName(settings_.get(setting::scenario)) && !scenarios_.empty())
        chooseByName(QString::fromStdString(scenarios_.front()->name));
}

void RunSetup::setProblem(const QString& field, const QString& problem) {
    if (problem.isEmpty() ? problems_.erase(field) == 0 : std::exchange(problems_[field], problem) == problem)
        return;
    emit changed();
}

ParameterSet RunSetup::parameters() const {
    if (!problems_.empty())
        throw UsageError(problems_.begin()->second.toStdString());
    return parameters_from(*scenario_, parameter_words_);
}

RunRequest RunSetup::request() const {
    RunRequest request = default_request(*scenario_);
    request.parameters = parameters();
    const auto backend = std::ranges::find_if(scenario_->backends, [this](Backend known) {
        return backend_name_ == QLatin1String(name_of(known));
    });
    if (backend != scenario_->backends.end())
        request.backend = *backend;
    request.seed = seed_;
    request.switch_records = switch_records_;
    return request;
}

RunRequest RunSetup::nextRun() const {
    if (!program_)
        return request();
    RunRequest request = request_to_record(*program_);
    request.switch_records = switch_records_;
    return request;
}

QString RunSetup::nextTitle() const {
    if (program_)
        return QString::fromStdString(command_line_of(*program_));
    return scenario_ == nullptr ? QString() : QString::fromStdString(scenario_->title);
}

bool RunSetup::wouldRepeat(const RunInfo& run) const {
    if (program_)
        return is_of_program(run) && run.title == command_line_of(*program_);
    if (scenario_ == nullptr || scenario_->name != run.scenario)
        return false;
    try {
        const RunRequest next = request();
        const ParameterSet had = ParameterSet::from(scenario_->parameters, run.parameters);
        return run.backend == name_of(next.backend) && run.seed == next.seed &&
               had.named_values() == next.parameters.named_values();
    } catch (const UsageError&) {
        return false; // nothing can run with what is set, or the run was of another version of the scenario
    }
}

void RunSetup::remember() {
    if (scenario_ == nullptr)
        return;
    const QString name = QString::fromStdString(scenario_->name);
    settings_.rememberScenario(name, parameter_words_, backend_name_);
    settings_.set(setting::scenario, name);
}

} // namespace interleave
