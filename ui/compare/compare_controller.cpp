// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_controller.h"

#include "core/engine/program_to_record.h"
#include "core/file/byte_source.h"
#include "ui/record/python_programs.h"
#include "ui/words/run_caption.h"

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

/// Returns the last line that the program printed on standard error, where Python says what went wrong.
QString last_error_of(const ComparedRun& run) {
    QString errors;
    if (run.output != nullptr)
        for (const OutputPart& part : run.output->kept().parts)
            if (part.stream == OutputStream::errors)
                errors += QString::fromUtf8(part.bytes.data(), static_cast<qsizetype>(part.bytes.size()));
    return errors.trimmed().section(QLatin1Char('\n'), -1);
}

/// Returns what is to be said of a program that did not end well; empty if it did.
std::string failure_of(const ComparedRun& run) {
    if (!run.info.error.empty())
        return run.info.error;
    const Value* const status = run.info.outcome.find("exit status");
    if (status == nullptr || status->number() == 0.0)
        return {};
    const QString last = last_error_of(run);
    return (program_end_text(run.info) + (last.isEmpty() ? QString() : QLatin1Char(' ') + last))
        .toStdString();
}

CompareState run_both(const ModelAndPython& both, Job& job) {
    CompareState state{.comparison = {}, .expected = 2, .error = {}};
    const auto go_on = [&job] { return !job.stop_requested(); };
    std::vector<ComparedRun> runs;
    try {
        auto model = both.model ? both.model : run_to_compare(both.model_request, both.model_name, go_on);
        if (model) {
            runs.push_back(std::move(*model));
            state.comparison = comparison_of(runs);
            job.publish(state, false);
            const QString name = python_name(find_program_to_record(*both.python.program));
            if (auto python = run_to_compare(both.python, name.toStdString(), go_on)) {
                state.error = failure_of(*python);
                runs.push_back(std::move(*python));
                state.comparison = comparison_of(std::move(runs));
            }
        }
    } catch (const std::exception& error) {
        state.error = error.what(); // the model stays
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

void CompareController::runInPython(const ModelAndPython& both) {
    state_ = {.comparison = {}, .expected = 2, .error = {}};
    measure(state_, [both](Job& job) { return run_both(both, job); });
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
