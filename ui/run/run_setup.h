// SPDX-License-Identifier: GPL-3.0-or-later
// What will run next: the chosen scenario, its parameters, backend and seed, or a program to be recorded.
#pragma once

#include "core/engine/session.h"
#include "core/scenario/scenario.h"
#include "ui/settings/window_settings.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <map>
#include <optional>
#include <span>

namespace interleave {

/// Converts a JSON object of words by parameter to values. A parameter that is missing has its default.
/// Throws UsageError if a word does not fit.
ParameterSet parameters_from(const Scenario& scenario, const QString& json);

/// Views that choose and set write here, and what starts a run reads it. What was set for a scenario is kept
/// between starts of the program. It may be used on the window's thread only.
class RunSetup : public QObject {
    Q_OBJECT

public:
    /// The scenarios and the settings must outlive this.
    RunSetup(std::span<const Scenario* const> scenarios, WindowSettings& settings, QObject* parent = nullptr);

    std::span<const Scenario* const> scenarios() const { return scenarios_; }
    /// Returns nullptr before the first choice.
    const Scenario* scenario() const { return scenario_; }
    /// Saves what was set for the previous scenario, and restores what was last set for this one. No program
    /// is to be recorded any more.
    void choose(const Scenario& scenario);
    /// The same by name. Returns false if there is no scenario of that name.
    bool chooseByName(const QString& name);
    /// Chooses the scenario that was chosen when the program was last closed, else the first of the course.
    void chooseLast();

    /// Returns the program that is to be recorded instead of a run of the scenario; nothing if none is.
    const std::optional<ProgramToRecord>& program() const { return program_; }
    /// Says that this program is to be recorded until a scenario is chosen, perhaps the same one again.
    void setProgram(ProgramToRecord program);

    /// Returns the parameters as words by name, a JSON object. A parameter that is missing has its default.
    const QString& parameterWords() const { return parameter_words_; }
    void setParameterWords(const QString& json);
    /// Says what is wrong with a field, in one line; an empty line says that nothing is. While any field has
    /// a problem, nothing can be run.
    void setProblem(const QString& field, const QString& problem);
    /// Returns the parameters as values. Throws UsageError if a word does not fit or a field has a problem. A
    /// scenario must be chosen.
    ParameterSet parameters() const;

    /// Returns the backend's name. An empty or unknown name means the scenario's first backend.
    const QString& backendName() const { return backend_name_; }
    void setBackendName(const QString& name);
    std::uint64_t seed() const { return seed_; }
    void setSeed(std::uint64_t seed);
    /// Sets all three from elsewhere than their fields, which take them over. An empty JSON text or name
    /// means the defaults. A scenario must be chosen.
    void set(const QString& parameter_words, const QString& backend, std::uint64_t seed);
    /// Sets all that the run had, so that the next one would repeat it: chooses its scenario, and sets its
    /// parameters as far as this program's scenario takes them, backend and seed. Returns false, and changes
    /// nothing, if there is no such scenario.
    bool setTo(const RunInfo& run);
    /// Suggests a sweep of the scenario, in the words in which it is typed.
    void suggestSweep(const QString& parameter, const QString& values);
    void setSwitchRecords(bool wanted) { switch_records_ = wanted; }

    /// Returns the request for a run of the scenario. Throws UsageError with one line. A scenario must be
    /// chosen.
    RunRequest request() const;
    /// Returns the request for what Run starts: a recording of the program if there is one, else request().
    RunRequest nextRun() const;
    /// Returns what Run starts, as people know it: the program's command line, or the scenario's title.
    QString nextTitle() const;
    /// Whether the next run would be of the scenario, backend, parameters and seed of that run, or of the
    /// same command line.
    bool wouldRepeat(const RunInfo& run) const;
    /// Writes what is set for the scenario into the settings.
    void remember();

signals:
    /// Another scenario was chosen.
    void chosen(const Scenario& scenario);
    /// A program is to be recorded instead of the scenario.
    void programSet();
    /// A scenario was chosen by its name, perhaps the same one again, so a list scrolls it into view.
    void chosenByName(const QString& name);
    /// set() was called, so fields must show what is set.
    void wereSet(const Scenario& scenario);
    void sweepSuggested(const QString& parameter, const QString& values);
    /// The next run would be of another scenario, backend or seed or of other parameters than before.
    void changed();

private:
    std::span<const Scenario* const> scenarios_;
    WindowSettings& settings_;
    const Scenario* scenario_ = nullptr;
    std::optional<ProgramToRecord> program_;
    QString parameter_words_;
    std::map<QString, QString> problems_; ///< by field
    QString backend_name_;
    std::uint64_t seed_ = 1;
    bool switch_records_ = true;
};

} // namespace interleave
