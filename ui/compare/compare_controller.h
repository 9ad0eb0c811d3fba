// SPDX-License-Identifier: GPL-3.0-or-later
// Makes and reads the runs that are compared, in a thread of the pool.
#pragma once

#include "core/engine/session.h"
#include "core/experiment/compared_runs.h"
#include "ui/compare/comparison.h"
#include "ui/run/measuring_controller.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// The runs that are beside each other, as far as they are there.
struct CompareState {
    RunComparison comparison;
    std::size_t expected = 0; ///< how many runs there will be
    std::string error;        ///< why not all of them came; empty if there was no error
};

/// A model, which is a run of a scenario, and the Python program that does the same.
struct ModelAndPython {
    std::optional<ComparedRun> model; ///< if it has run already
    RunRequest model_request;         ///< else how it is run
    std::string model_name;
    RunRequest python;
};

/// All functions must be called on the window's thread.
class CompareController : public MeasuringController {
    Q_OBJECT

public:
    using MeasuringController::MeasuringController;

    /// Runs it on each of the backends and compares these runs. Nothing may be measured meanwhile.
    void run(const RunRequest& request, const std::vector<Backend>& backends);
    /// Runs the model, if it has not run yet, and then the Python program, and compares them. Nothing may be
    /// measured meanwhile.
    void runInPython(const ModelAndPython& both);
    /// Adds a run that is over, or a file, to those that there are, of which there must be less than
    /// most_compared.
    void add(const ComparedRun& run);
    void addFile(const QString& path);
    /// Takes a run away; `index` must be one of those that there are.
    void remove(std::size_t index);
    void clear();

    const CompareState& state() const { return state_; }

private:
    CompareState state_;
};

} // namespace interleave
