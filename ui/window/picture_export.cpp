// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/picture_export.h"

#include "ui/export/export_dialog.h"
#include "ui/navigation/navigation.h"
#include "ui/run/shown_run.h"
#include "ui/status/messages.h"

#include <utility>

namespace interleave {

PictureExport::PictureExport(const std::vector<View>& views, const ViewContext& context, QWidget* window)
    : QObject(window)
    , views_(views)
    , context_(context)
    , window_(window) {}

void PictureExport::ask() {
    const ShownRun& run = context_.run;
    if (run.trace() == nullptr) {
        emit context_.messages.note(tr("There is nothing to export yet: run a scenario first."));
        return;
    }
    std::vector<ExportChoice> choices;
    for (const View& view : views_)
        if (view.picture_of == PictureOf::run)
            choices.push_back({QLatin1String(view.id), view.title, view.drawing({.trace = run.trace()})});
    auto* dialog = new ExportDialog(std::move(choices), context_.navigation.visibleRange(), run.caption(),
                                    context_.settings, context_.ask_for_file, window_);
    Messages& messages = context_.messages;
    connect(dialog, &ExportDialog::exported, &messages,
            [&messages](const QString& path) { emit messages.note(tr("Saved %1").arg(path)); });
    connect(dialog, &ExportDialog::failed, &messages, &Messages::problem);
    dialog->open();
}

} // namespace interleave
