// SPDX-License-Identifier: GPL-3.0-or-later
// What will run next: the chosen scenario, its parameters, backend and seed.
#pragma once

#include "core/engine/session.h"
#include "core/scenario/scenario.h"
#include "ui/settings/window_settings.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <span>

namespace interleave {

/// The values that the words of a JSON object, by parameter, stand for; what is missing has its default.
/// Throws UsageError if a word does not fit.
ParameterSet parameters_from(const Scenario& scenario, const QString& json);

/// The views that choose and set write here, and whoever starts a run reads. What was set about a scenario is
/// kept between starts. Window's thread only.
class RunSetup : public QObject {
    Q_OBJECT

public:
    /// The scenarios and the settings must outlive this.
    RunSetup(std::span<const Scenario* const> scenarios, WindowSettings& settings, QObject* parent = nullptr);

    std::span<const Scenario* const> scenarios() const { return scenarios_; }
    /// nullptr before the first choice.
    const Scenario* scenario() const { return scenario_; }
    /// Keeps what was set about the scenario before, and brings back what was last set about this one.
    void choose(const Scenario& scenario);
    /// The same for who knows a name only. False if there is no scenario of that name.
    bool chooseByName(const QString& name);
    /// The scenario that was chosen when the program was last left, else the first of the course.
    void chooseLast();

    /// The parameters as words by name, a JSON object. What is missing has its default.
    const QString& parameterWords() const { return parameter_words_; }
    void setParameterWords(const QString& json) { parameter_words_ = json; }
    /// The parameters as values. Throws UsageError if a word does not fit. Only with a scenario.
    ParameterSet parameters() const;

    /// Empty, or a word that the scenario does not know, for the scenario's first backend.
    const QString& backendName() const { return backend_name_; }
    void setBackendName(const QString& name) { backend_name_ = name; }
    std::uint64_t seed() const { return seed_; }
    void setSeed(std::uint64_t seed) { seed_ = seed; }
    void setSwitchRecords(bool wanted) { switch_records_ = wanted; }

    /// The run that all this asks for. Throws UsageError with one line. Only with a scenario.
    RunRequest request() const;
    /// Writes what is set about the scenario into the settings.
    void remember();

signals:
    /// Another scenario was chosen.
    void chosen(const Scenario& scenario);
    /// A scenario was chosen by its name, perhaps the one that was chosen before: a list brings it into view.
    void chosenByName(const QString& name);

private:
    std::span<const Scenario* const> scenarios_;
    WindowSettings& settings_;
    const Scenario* scenario_ = nullptr;
    QString parameter_words_;
    QString backend_name_;
    std::uint64_t seed_ = 1;
    bool switch_records_ = true;
};

} // namespace interleave
