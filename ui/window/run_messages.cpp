// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_messages.h"

#include "core/analysis/missing_records.h"
#include "ui/run/run_controller.h"
#include "ui/status/messages.h"
#include "ui/status/run_status_bar.h"
#include "ui/words/words.h"

namespace interleave {

RunMessages::RunMessages(RunController& runs, RunStatusBar& status, Messages& messages, QObject* parent)
    : QObject(parent)
    , messages_(messages) {
    connect(&runs, &RunController::starting, this, [this] { emit messages_.phase(tr("free · starting")); });
    connect(&runs, &RunController::started, this, [this] { emit messages_.phase(tr("free · running")); });
    connect(&runs, &RunController::ticked, this, [&runs, &status] { status.show(runs.run()->info()); });
    connect(&runs, &RunController::finished, this, [this, &runs, &status] {
        status.show(runs.run()->info());
        tellEnd(runs.run()->info());
    });
    connect(&runs, &RunController::failed, this, [this](const QString& message) {
        emit messages_.phase(tr("free"));
        emit messages_.problem(message);
    });
}

void RunMessages::tellEnd(const RunInfo& info) {
    emit messages_.phase(tr("free · %1").arg(tr(name_of(*info.ended))));
    if (!info.error.empty())
        emit messages_.problem(QString::fromStdString(info.error));
    else if (info.ended == Ended::deadlock)
        emit messages_.note(tr("Deadlock: every worker waits for another one. Outcome shows the ring."));
    else if (info.counts.dropped > 0)
        emit messages_.note((info.counts.dropped == 1
                                 ? tr("1 record found its ring full and is missing in this picture: %1.")
                                 : tr("%1 records found their ring full and are missing in this picture: %2.")
                                       .arg(count_text(info.counts.dropped)))
                                .arg(QString::fromStdString(full_ring_text(info))));
    else if (!info.limited.empty())
        emit messages_.note(tr("Limited: %1").arg(QString::fromStdString(info.limited)));
}

} // namespace interleave
