// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a scenario of the catalogue as the programs do, and gives access to its results.
#pragma once

#include "core/experiment/observed_run.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace interleave::test {

/// Adds the backends of a scenario, by name, as data of a test.
inline void for_each_backend(std::string_view scenario) {
    QTest::addColumn<int>("backend");
    for (const Backend backend : find_scenario(scenario).backends)
        QTest::newRow(name_of(backend)) << static_cast<int>(backend);
}

/// Returns the backend of the test's row.
inline Backend backend() {
    QFETCH(int, backend);
    return static_cast<Backend>(backend);
}

/// Runs a scenario to its end.
class ScenarioRun {
public:
    explicit ScenarioRun(std::string_view name, const std::vector<std::string>& settings = {},
                         Backend backend = Backend::threads)
        : run_(request(name, settings, backend)) {
        if (!run_.wait(std::chrono::seconds(60)))
            qFatal("the scenario did not end");
    }

    Ended ended() const { return *info().ended; }
    const std::string& error() const { return info().error; }
    double value(const char* name) const { return info().outcome.at(name).number().value(); }
    std::vector<double> numbers(const char* name) const {
        std::vector<double> numbers;
        for (const Value& number : *outcome().at(name).list())
            numbers.push_back(number.number().value());
        return numbers;
    }
    std::vector<std::string> texts(const char* name) const { return texts_of(outcome().at(name)); }
    const NamedValues& outcome() const { return info().outcome; }
    const Trace& trace() const { return run_.trace(); }

    /// Returns "holds", "does not hold", "cannot be told" or "no such check". A miss that the load of the
    /// machine explains counts as "holds", because a test must not depend on what else runs; tests/effects
    /// judges such checks.
    std::string check(std::string_view name) const {
        for (const Check& check : info().checks) {
            if (check.name == name)
                return !check.holds   ? (is_excused(check) ? "holds" : "cannot be told")
                       : *check.holds ? "holds"
                                      : "does not hold";
        }
        return "no such check";
    }

    /// Returns the lanes of the only deadlock, in its order; empty if there is none or there are several.
    std::vector<std::string> ring() const {
        const Value* const rings = outcome().find(deadlock_key);
        if (rings == nullptr || rings->list()->size() != 1)
            return {};
        return texts_of(rings->list()->front().members()->at("lanes"));
    }

private:
    /// Whether it was missed and the processors can be the cause.
    static bool is_excused(const Check& check) {
        for (const char* reason : {"other programs used", "other work used", "the processor quota",
                                   "right afterwards this machine", "the same work took"}) {
            if (check.depends_on_load && check.why.starts_with(reason))
                return true;
        }
        return false;
    }

    static std::vector<std::string> texts_of(const Value& list) {
        std::vector<std::string> texts;
        for (const Value& text : *list.list())
            texts.push_back(*text.text());
        return texts;
    }

    const RunInfo& info() const { return run_.report().info; }

    static RunRequest request(std::string_view name, const std::vector<std::string>& settings,
                              Backend backend) {
        const Scenario& scenario = find_scenario(name);
        RunRequest request = default_request(scenario);
        request.backend = backend;
        for (const std::string& setting : settings)
            request.parameters.set(scenario.parameters, setting);
        return request;
    }

    ObservedRun run_;
};

} // namespace interleave::test
