// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_controller.h"

#include "core/file/byte_source.h"

#include <QFile>

#include <exception>
#include <functional>
#include <utility>

namespace interleave {

namespace {

using Job = MeasuringJob<CompareState>;

CompareState run_all(const RunRequest& request, const std::vector<Backend>& backends, Job& job) {
    CompareState state{.comparison = {}, .expected = backends.size(), .error = {}};
    try {
        const auto progress = [&](const std::vector<ComparedRun>& so_far) {
            if (state.comparison.blocks.size() != so_far.size()) { // progress is told during runs, too
                state.comparison = comparison_of(so_far);
                job.publish(state, false);
            }
            return !job.stop_requested();
        };
        run_on_backends(request, backends, progress);
    } catch (const std::exception& error) {
        state.error = error.what(); // the runs before stay
    }
    state.expected = state.comparison.blocks.size();
    return state;
}

/// Adds what `next` returns to the runs that there are.
CompareState added(CompareState state, const std::function<ComparedRun()>& next) {
    state.error.clear();
    try {
        std::vector<ComparedRun> runs;
        for (const ComparedBlock& block : state.comparison.blocks)
            runs.push_back(block.run);
        runs.push_back(next());
        state.comparison = comparison_of(std::move(runs));
    } catch (const Cancelled&) { // the user knows
    } catch (const std::exception& error) {
        state.error = error.what();
    }
    state.expected = state.comparison.blocks.size();
    return state;
}

} // namespace

void CompareController::run(const RunRequest& request, const std::vector<Backend>& backends) {
    state_ = {.comparison = {}, .expected = backends.size(), .error = {}};
    measure(state_, [request, backends](Job& job) { return run_all(request, backends, job); });
}

void CompareController::add(const ComparedRun& run) {
    ++state_.expected;
    measure(state_, [before = state_, run](Job&) { return added(before, [&] { return run; }); });
}

void CompareController::addFile(const QString& path) {
    ++state_.expected;
    measure(state_, [before = state_, name = QFile::encodeName(path).toStdString()](Job& job) {
        return added(before, [&] { return read_compared_run(name, [&] { return !job.stop_requested(); }); });
    });
}

void CompareController::remove(std::size_t index) {
    auto& blocks = state_.comparison.blocks;
    blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(index));
    state_.expected = blocks.size();
    state_.error.clear();
}

void CompareController::clear() {
    state_ = {};
}

} // namespace interleave
