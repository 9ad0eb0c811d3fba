// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/recorded_programs.h"

#include "ui/run/run_controller.h"
#include "ui/run/run_list.h"

#include <QFile>

#include <algorithm>

namespace interleave {

RecordedPrograms::RecordedPrograms(RunController& runs, QObject* parent) : QObject(parent) {
    connect(&runs, &RunController::started, this, [this, &runs] {
        const ObservedRun& run = *runs.run();
        if (!run.request().program || runs.keptPath().empty())
            return;
        recordings_.append({QFile::decodeName(QByteArray::fromStdString(runs.keptPath())),
                            *run.request().program, run.output()});
        if (recordings_.size() > RunList::most)
            recordings_.removeFirst();
    });
}

const RecordedPrograms::Recording* RecordedPrograms::find(const QString& path) const {
    const auto found = std::ranges::find(recordings_, path, &Recording::path);
    return found == recordings_.end() ? nullptr : &*found;
}

} // namespace interleave
