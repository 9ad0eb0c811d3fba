// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/step_pointing.h"

#include "core/course/lesson_links.h"
#include "core/course/look_view.h"
#include "ui/navigation/navigation.h"
#include "ui/run/shown_run.h"

#include <QString>

#include <vector>

namespace interleave {

namespace {

/// Returns what the words of the step promise to be seen in a run on this backend.
std::vector<LookFor> looks_of(const LessonStep& step, const RunInfo& info) {
    std::vector<LookFor> looks;
    for (const PromisedBy& promised : promises_of(info.scenario)) {
        const bool is_of_run = promised.backend->empty() || *promised.backend == info.backend;
        if (is_of_run && step.text.contains(QString::fromStdString(promised.promise->words)))
            looks.insert(looks.end(), promised.promise->shown.begin(), promised.promise->shown.end());
    }
    return looks;
}

} // namespace

void point_out(const LessonStep& step, const ViewContext& context) {
    const ShownRun& run = context.run;
    if (step.is_question || run.trace() == nullptr || run.report() == nullptr || run.isStale()) {
        context.navigation.pointOut({});
        return;
    }
    const RunInfo info = run.info();
    const LookView view = look_view(*run.trace(), info, looks_of(step, info));
    context.navigation.pointOut({view.lanes, view.objects, view.outcomes, view.checks});
}

} // namespace interleave
