// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_messages.h"

#include "core/analysis/deadlock_text.h"
#include "core/analysis/missing_records.h"
#include "core/engine/switch_records.h"
#include "ui/run/file_controller.h"
#include "ui/run/run_controller.h"
#include "ui/status/messages.h"
#include "ui/status/run_status_bar.h"
#include "ui/words/run_caption.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave {

namespace {

struct RunMessagesWords {
    Q_DECLARE_TR_FUNCTIONS(RunMessages)
};

QString deadlock_words(const RunInfo& info) {
    QStringList rings;
    for (const std::string& ring : deadlock_texts(info))
        rings << QString::fromStdString(ring);
    return RunMessagesWords::tr("Deadlock: %1.").arg(rings.join(QStringLiteral("; ")));
}

/// What to say of a run without the kernel's records: what its picture cannot tell, and how to allow them.
/// Empty if the user switched them off.
QString without_switch_records(const RunInfo& info) {
    const SwitchRecordSupport support = switch_record_support();
    if (info.switch_records == "on" || support.allowed)
        return {};
    const QString words =
        RunMessagesWords::tr("The kernel's switch records are %1: nothing tells when a lane ran, so "
                             "it is drawn as running or ready.")
            .arg(QString::fromStdString(support.text));
    return support.remedy.empty()
               ? words
               : words +
                     RunMessagesWords::tr(" To allow them: %1").arg(QString::fromStdString(support.remedy));
}

/// What a run is, before what it does at the moment.
QString kind_of(const RunInfo& info) {
    return is_of_program(info) ? RunMessagesWords::tr("recording") : RunMessagesWords::tr("free run");
}

/// What to say of a recorded program that ended by itself and says that it failed. Empty if it did not.
QString bad_end_words(const RunInfo& info) {
    const Value* const status = info.outcome.find("exit status");
    if (!is_of_program(info) || info.ended != Ended::finished || status == nullptr || status->number() == 0.0)
        return {};
    return RunMessagesWords::tr("%1 The panel Output may say why.").arg(program_end_text(info));
}

} // namespace

RunMessages::RunMessages(RunController& runs, FileController& files, RunStatusBar& status, Messages& messages,
                         QObject* parent)
    : QObject(parent)
    , messages_(messages) {
    connectRuns(runs, status);
    connectFiles(files, status);
}

void RunMessages::connectRuns(RunController& runs, RunStatusBar& status) {
    connect(&runs, &RunController::starting, this,
            [this] { emit messages_.phase(tr("free run · starting")); });
    connect(&runs, &RunController::started, this,
            [this, &runs] { emit messages_.phase(tr("%1 · running").arg(kind_of(runs.run()->info()))); });
    connect(&runs, &RunController::stopping, this, [this, &runs] {
        if (runs.run() && is_of_program(runs.run()->info()))
            emit messages_.phase(tr("recording · asked to end"));
    });
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

void RunMessages::connectFiles(FileController& files, RunStatusBar& status) {
    connect(&files, &FileController::opening, this, [this] { emit messages_.phase(tr("file · opening")); });
    connect(&files, &FileController::opened, this, [this] { emit messages_.phase(tr("file · reading")); });
    connect(&files, &FileController::ticked, this, [&files, &status] { status.show(files.run()->info()); });
    connect(&files, &FileController::finished, this, [this, &files, &status] {
        status.show(files.run()->info());
        tellEndOfFile(*files.run());
    });
    connect(&files, &FileController::failed, this, [this](const QString& message) {
        emit messages_.phase(tr("file · not opened"));
        emit messages_.problem(message);
    });
}

void RunMessages::tellEnd(const RunInfo& info) {
    emit messages_.phase(tr("%1 · %2").arg(kind_of(info), tr(name_of(*info.ended))));
    tellWhatIsOdd(info, without_switch_records(info));
}

/// Says the first thing that people should know of the run, and else `otherwise`, if that is not empty.
void RunMessages::tellWhatIsOdd(const RunInfo& info, const QString& otherwise) {
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
    else if (const QString end = bad_end_words(info); !end.isEmpty())
        emit messages_.runNote(end);
    else if (!info.limited.empty())
        emit messages_.runNote(tr("Limited: %1").arg(QString::fromStdString(info.limited)));
    else if (!otherwise.isEmpty())
        emit messages_.runNote(otherwise);
}

void RunMessages::tellEndOfFile(const OpenedRun& run) {
    const RunInfo& info = run.report().info;
    const QString end = info.ended            ? tr(name_of(*info.ended))
                        : run.error().empty() ? tr("read to its end")
                                              : tr("not all of it was read");
    emit messages_.phase(tr("file · %1").arg(end));
    QStringList lines;
    for (const std::string& remark : run.remarks())
        lines << sentence_of(remark);
    if (!run.error().empty())
        emit messages_.runProblem(
            (QStringList{sentence_of(run.error())} + lines).join(QStringLiteral(" · ")));
    else if (!lines.isEmpty())
        emit messages_.runNote(tr("In the file: %1").arg(lines.join(QStringLiteral(" · "))));
    else
        tellWhatIsOdd(info, {});
}

} // namespace interleave
