// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/record_actions.h"

#include "ui/record/python_programs.h"
#include "ui/record/record_dialog.h"
#include "ui/run/activity.h"
#include "ui/run/run_setup.h"
#include "ui/run/shown_run.h"
#include "ui/status/messages.h"
#include "ui/window/window_actions.h"
#include "ui/words/run_caption.h"
#include "ui/words/words.h"

#include <QDir>
#include <QMenu>
#include <QStandardPaths>

#include <exception>

namespace interleave {

QString usual_folder_of_python_programs() {
    const QString cache = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    return cache.isEmpty() ? QString() : QDir(cache).filePath(QStringLiteral("python"));
}

RecordActions::RecordActions(const WindowActions& actions, const ViewContext& context, QWidget* window)
    : QObject(window)
    , actions_(actions)
    , context_(context)
    , window_(window)
    , run_tool_tip_(actions.run->toolTip()) {
    connect(actions_.record, &QAction::triggered, this, &RecordActions::ask);
    for (const QAction* action : actions_.articles_menu->actions())
        connect(action, &QAction::triggered, this,
                [this, action] { recordArticle(action->data().toString()); });
    connect(&context_.setup, &RunSetup::programSet, this, &RecordActions::nameRun);
    connect(&context_.setup, &RunSetup::changed, this, &RecordActions::nameRun);
    connect(&context_.run, &ShownRun::foreignChanged, this, &RecordActions::nameRun);
    connect(&context_.run, &ShownRun::replaced, this, &RecordActions::nameRun);
}

void RecordActions::ask() {
    auto* dialog = new RecordDialog(context_.settings, actions_.articles_menu, window_);
    connect(dialog, &RecordDialog::chosen, this, &RecordActions::record);
    dialog->open();
}

void RecordActions::recordArticle(const QString& file) {
    try {
        record(program_of(file, context_.python_folder));
    } catch (const std::exception& error) {
        emit context_.messages.problem(sentence_of(error.what()));
    }
}

void RecordActions::record(const ProgramToRecord& program) {
    context_.setup.setProgram(program);
    context_.show_view("output");
    context_.activity.startRun();
}

/// Says what Run would do now. Of a recording that was made elsewhere it is not known how its program was
/// started.
void RecordActions::nameRun() {
    const bool is_program = context_.setup.program().has_value();
    const bool is_unknown = !is_program && context_.run.trace() != nullptr && context_.run.isForeign() &&
                            is_of_program(context_.run.info());
    actions_.run->setEnabled(!is_unknown);
    if (is_program)
        actions_.run->setToolTip(
            tr("Record %1 once more (Ctrl+R, or Space in the timeline)").arg(context_.setup.nextTitle()));
    else if (is_unknown)
        actions_.run->setToolTip(
            tr("The file does not say in which folder and environment this program was started: "
               "use File ▸ Record a program, or choose a scenario"));
    else
        actions_.run->setToolTip(run_tool_tip_);
}

} // namespace interleave
