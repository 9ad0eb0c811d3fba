// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/compared_runs.h"

#include "core/analysis/run_comparison.h"
#include "core/event/error.h"
#include "core/event/printable_text.h"
#include "core/experiment/machine_load.h"
#include "core/experiment/observed_run.h"
#include "core/experiment/opened_run.h"
#include "core/file/byte_source.h"
#include "core/trace/json.h"

#include <chrono>
#include <filesystem>
#include <utility>

namespace interleave {

namespace {

constexpr std::chrono::milliseconds ask_every{50};

} // namespace

std::optional<ComparedRun> run_to_compare(const RunRequest& request, const std::string& name,
                                          const std::function<bool()>& go_on) {
    const MachineLoad before = read_machine_load();
    const auto run = std::make_shared<ObservedRun>(request);
    bool stopped = false;
    while (!run->wait(ask_every)) {
        if (!stopped && !go_on()) {
            stopped = true;
            run->request_stop();
        }
    }
    if (stopped)
        return std::nullopt;
    const RunInfo& info = run->report().info;
    return ComparedRun{.name = name,
                       .trace = {run, &run->trace()},
                       .info = info,
                       .output = run->output(),
                       .doubt = doubt_of_times(before, read_machine_load(), info.machine.cpus)};
}

std::vector<ComparedRun>
run_on_backends(const RunRequest& request, const std::vector<Backend>& backends,
                const std::function<bool(const std::vector<ComparedRun>&)>& progress) {
    std::vector<ComparedRun> runs;
    for (const Backend backend : backends) {
        RunRequest one = request;
        one.backend = backend;
        auto run = run_to_compare(one, name_of(backend), [&] { return progress(runs); });
        if (!run)
            break;
        runs.push_back(std::move(*run));
        if (!progress(runs))
            break;
    }
    return runs;
}

ComparedRun read_compared_run(const std::string& path, const std::function<bool()>& go_on) {
    const auto run = std::make_shared<OpenedRun>(path);
    while (!run->wait(ask_every)) {
        if (!go_on())
            throw Cancelled();
    }
    if (!run->error().empty() && run->trace().lane_count() == 0)
        throw RunError(run->error());
    return {.name = printable_text(std::filesystem::path(path).filename().string()),
            .trace = {run, &run->trace()},
            .info = run->report().info,
            .doubt = run->error()};
}

Json to_json(const std::vector<ComparedRun>& runs) {
    const auto ms_or_null = [](const std::optional<std::int64_t>& ns) {
        return ns ? Json(static_cast<double>(*ns) / 1e6) : Json();
    };
    const auto or_null = [](const auto& value) { return value ? Json(*value) : Json(); };
    Json all = Json::array();
    for (const ComparedRun& run : runs) {
        const WorkFigures figures = work_figures(*run.trace, run.info);
        Json one;
        one["name"] = run.name;
        one["scenario"] = run.info.scenario.empty() ? Json() : Json(run.info.scenario);
        one["backend"] = run.info.backend.empty() ? Json() : Json(run.info.backend);
        one["ended"] = run.info.ended ? Json(name_of(*run.info.ended)) : Json();
        one["work_begin_ms"] = static_cast<double>(figures.work.begin) / 1e6;
        one["work_ms"] = static_cast<double>(figures.work.length()) / 1e6;
        one["lanes"] = figures.lanes;
        one["lanes_at_once"] = or_null(figures.lanes_at_once);
        one["running_ms"] = ms_or_null(figures.running_ns);
        one["ready_ms"] = ms_or_null(figures.ready_ns);
        one["waiting_ms"] = ms_or_null(figures.waiting_ns);
        one["sleeping_ms"] = ms_or_null(figures.sleeping_ns);
        one["switches"] = or_null(figures.switches);
        one["preemptions"] = or_null(figures.preemptions);
        one["lost_records"] = figures.lost_records;
        one["missing"] = figures.missing;
        one["doubt"] = run.doubt;
        all.push_back(std::move(one));
    }
    return Json{{"runs", std::move(all)}};
}

} // namespace interleave
