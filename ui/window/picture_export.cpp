// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/picture_export.h"

#include "ui/export/export_dialog.h"
#include "ui/export/export_settings.h"
#include "ui/status/messages.h"
#include "ui/window/panels.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QWidget>

#include <exception>
#include <utility>
#include <vector>

namespace interleave {

PictureExport::PictureExport(Panels& panels, const ViewContext& context, QWidget* window)
    : QObject(window)
    , panels_(panels)
    , context_(context)
    , window_(window) {
    panels_.connectExport([this](const ExportChoice& of) { ask(of.name); });
}

void PictureExport::sayThatThereIsNothing() {
    emit context_.messages.note(tr("There is nothing to export yet: run a scenario first."));
}

void PictureExport::ask(const QString& name) {
    std::vector<ExportChoice> choices = panels_.toExport();
    if (choices.empty()) {
        sayThatThereIsNothing();
        return;
    }
    auto* dialog =
        new ExportDialog(std::move(choices), name, context_.settings, context_.ask_for_file, window_);
    Messages& messages = context_.messages;
    connect(dialog, &ExportDialog::exported, &messages,
            [&messages](const QString& path) { emit messages.note(tr("Saved %1").arg(path)); });
    connect(dialog, &ExportDialog::copied, &messages,
            [&messages] { emit messages.note(tr("The picture is on the clipboard.")); });
    connect(dialog, &ExportDialog::failed, &messages, &Messages::problem);
    dialog->open();
}

void PictureExport::copy() {
    const std::vector<ExportChoice> choices = panels_.toExport();
    if (choices.empty()) {
        sayThatThereIsNothing();
        return;
    }
    const ExportChoice& choice = choices.front();
    PictureOptions options = remembered_options(context_.settings, choice, window_->palette());
    try {
        QGuiApplication::clipboard()->setMimeData(clipboard_picture(choice.draw, options).release());
        emit context_.messages.note(
            tr("The %1 is on the clipboard as a picture.").arg(choice.title.toLower()));
    } catch (const std::exception& error) {
        emit context_.messages.problem(QString::fromUtf8(error.what()));
    }
}

} // namespace interleave
