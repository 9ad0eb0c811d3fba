// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/answer_actions.h"

#include "core/file/whole_file.h"
#include "ui/progress/course_progress.h"
#include "ui/status/messages.h"
#include "ui/table/table_csv.h"
#include "ui/window/window_actions.h"

#include <QCoreApplication>
#include <QMessageBox>

#include <exception>

namespace interleave {

namespace {

struct AnswerActionsWords {
    Q_DECLARE_TR_FUNCTIONS(Answers)
};

void save(const ViewContext& context, QWidget* window) {
    const Table answers = context.progress.answers();
    if (answers.rows.empty()) {
        emit context.messages.note(
            AnswerActionsWords::tr("There is no answer to save yet: a lesson asks before its run."));
        return;
    }
    const QString path = ask_where_to_save(
        context.ask_for_file, window, context.settings, AnswerActionsWords::tr("Save the answers"),
        QStringLiteral("answers.csv"), AnswerActionsWords::tr("Comma-separated values (*.csv)"));
    if (path.isEmpty())
        return;
    try {
        write_whole(path.toStdString(), to_csv(answers).toStdString());
        emit context.messages.note(AnswerActionsWords::tr("Saved %1").arg(path));
    } catch (const std::exception& error) {
        emit context.messages.problem(QString::fromUtf8(error.what()));
    }
}

void forget(const ViewContext& context, QWidget* window) {
    auto* box =
        new QMessageBox(QMessageBox::NoIcon, AnswerActionsWords::tr("Forget the answers"),
                        AnswerActionsWords::tr("Forget the answers to all questions, and ask them again?"),
                        QMessageBox::Cancel, window);
    box->setObjectName(QStringLiteral("forgetAnswers"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->addButton(AnswerActionsWords::tr("&Forget"), QMessageBox::AcceptRole);
    QObject::connect(box, &QDialog::accepted, &context.progress, &CourseProgress::askAll);
    box->open();
}

} // namespace

void connect_answers(const WindowActions& actions, const ViewContext& context, QWidget* window) {
    QObject::connect(actions.save_answers, &QAction::triggered, window,
                     [&context, window] { save(context, window); });
    QObject::connect(actions.forget_answers, &QAction::triggered, window,
                     [&context, window] { forget(context, window); });
}

} // namespace interleave
