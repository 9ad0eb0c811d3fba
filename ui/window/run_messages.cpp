// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_messages.h"

#include "core/analysis/deadlock_text.h"
#include "core/analysis/missing_records.h"
#include "core/engine/switch_records.h"
#include "ui/run/run_controller.h"
#include "ui/status/messages.h"
#include "ui/status/run_status_bar.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace interleave {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RunMessages)
};

QString deadlock_words(const RunInfo& info) {
    QStringList rings;
    for (const std::string& ring : deadlock_texts(info))
        rings << QString::fromStdString(ring);
    return Words::tr("Deadlock: %1.").arg(rings.join(QStringLiteral("; ")));
}

/// What to say of a run without the kernel's records: what its picture cannot tell, and how to allow them.
/// Empty if the user switched them off.
QString without_switch_records(const RunInfo& info) {
    const SwitchRecordSupport support = switch_record_support();
    if (info.switch_records == "on" || support.allowed)
        return {};
    const QString words = Words::tr("The kernel's switch records are %1: nothing tells when a lane ran, so "
                                    "it is drawn as running or ready.")
                              .arg(QString::fromStdString(support.text));
    return support.remedy.empty()
               ? words
               : words + Words::tr(" To allow them: %1").arg(QString::fromStdString(support.remedy));
}

} // namespace

RunMessages::RunMessages(RunController& runs, RunStatusBar& status, Messages& messages, QObject* parent)
    : QObject(parent)
    , messages_(messages) {
    connect(&runs, &RunController::starting, this,
            [this] { emit messages_.phase(tr("free run · starting")); });
    connect(&runs, &RunController::started, this, [this] { emit messages_.phase(tr("free run · running")); });
    connect(&runs, &RunController::ticked, this, [&runs, &status] { status.show(runs.run()->info()); });
    connect(&runs, &RunController::finished, this, [this, &runs, &status] {
        status.show(runs.run()->info());
        tellEnd(runs.run()->info());
    });
    connect(&runs, &RunController::failed, this, [this](const QString& message) {
        emit messages_.phase(tr("free run"));
        emit messages_.problem(message);
    });
}

void RunMessages::tellEnd(const RunInfo& info) {
    emit messages_.phase(tr("free run · %1").arg(tr(name_of(*info.ended))));
    if (!info.error.empty())
        emit messages_.runProblem(sentence_of(info.error));
    else if (info.ended == Ended::deadlock)
        emit messages_.runProblem(deadlock_words(info));
    else if (info.counts.dropped > 0)
        emit messages_.runNote(
            (info.counts.dropped == 1
                 ? tr("1 record found its ring full and is missing in this picture: %1.")
                 : tr("%1 records found their ring full and are missing in this picture: %2.")
                       .arg(count_text(info.counts.dropped)))
                .arg(QString::fromStdString(full_ring_text(info))));
    else if (!info.limited.empty())
        emit messages_.runNote(tr("Limited: %1").arg(QString::fromStdString(info.limited)));
    else if (const QString words = without_switch_records(info); !words.isEmpty())
        emit messages_.runNote(words);
}

} // namespace interleave
