// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/report_export.h"

#include "ui/navigation/navigation.h"
#include "ui/run/note_list.h"
#include "ui/run/shown_run.h"
#include "ui/status/messages.h"
#include "ui/views/run_report.h"

#include <QApplication>
#include <QFile>
#include <QFuture>
#include <QWidget>
#include <QtConcurrentRun>

#include <exception>
#include <utility>

namespace interleave {

namespace {

/// All that the report is made of, kept while it is made.
struct ReportSource {
    std::shared_ptr<const Trace> trace;
    RunInfo info;
    RunNotes notes;
};

std::vector<DocumentPart> parts_of(const ReportSource& source) {
    return run_report_parts({.trace = source.trace, .info = &source.info, .notes = &source.notes});
}

} // namespace

ReportExport::ReportExport(const ViewContext& context, QWidget* window)
    : QObject(window)
    , context_(context)
    , window_(window) {}

void ReportExport::ask() {
    const ShownRun& run = context_.run;
    if (run.trace() == nullptr || run.report() == nullptr) {
        emit context_.messages.note(
            run.trace() == nullptr ? tr("There is nothing to report yet: run a scenario first.")
                                   : tr("A report is of a run that is over: wait for its end, or stop it."));
        return;
    }
    ReportSource source{run.trace(), run.info(), {context_.notes.notes(), context_.navigation.marks()}};
    const QString path =
        ask_where_to_save(context_.ask_for_file, window_, context_.settings, tr("Save the report"),
                          QStringLiteral("report.pdf"), tr("PDF document (*.pdf)"));
    if (path.isEmpty())
        return;
    emit context_.messages.note(tr("The report is being made …"));
    QtConcurrent::run([source = std::move(source)] {
        return parts_of(source);
    }).then(this, [this, path](const std::vector<DocumentPart>& parts) {
          save(parts, path);
      }).onFailed(this, [this](const std::exception& error) {
        emit context_.messages.problem(QString::fromUtf8(error.what()));
    });
}

void ReportExport::save(const std::vector<DocumentPart>& parts, const QString& path) {
    QApplication::setOverrideCursor(Qt::WaitCursor);
    QString error_text;
    try {
        PictureOptions options;
        options.size = landscape_page;
        options.theme = ThemeName::print;
        export_document(parts, options, QFile::encodeName(path).toStdString());
    } catch (const std::exception& error) {
        error_text = QString::fromUtf8(error.what());
    }
    QApplication::restoreOverrideCursor();
    if (error_text.isEmpty())
        emit context_.messages.note(tr("Saved %1").arg(path));
    else
        emit context_.messages.problem(error_text);
}

} // namespace interleave
