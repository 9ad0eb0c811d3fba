// SPDX-License-Identifier: GPL-3.0-or-later
// The actions Export and Copy: a dialog for all that the views have to show, and the first of it on the
// clipboard.
#pragma once

#include "ui/view/view_context.h"

#include <QObject>
#include <QString>

class QWidget;

namespace interleave {

class Panels;
struct PictureOptions;

/// It may be used on the window's thread only.
class PictureExport : public QObject {
    Q_OBJECT

public:
    /// All arguments must outlive this.
    PictureExport(Panels& panels, const ViewContext& context, QWidget* window);

    /// Opens the dialog, or says that there is nothing to export yet. It begins with the view of that name,
    /// else with the first.
    void ask(const QString& name = QString());
    /// Puts what the first view shows on the clipboard as a picture, in the size and colours that were chosen
    /// last, or says that there is nothing to copy yet.
    void copy();

private:
    void sayThatThereIsNothing();

    Panels& panels_;
    const ViewContext& context_;
    QWidget* window_;
};

} // namespace interleave
