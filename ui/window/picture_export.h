// SPDX-License-Identifier: GPL-3.0-or-later
// The action Export: a dialog with a picture of the run that is shown, drawn by any view that can.
#pragma once

#include "ui/view/view.h"

#include <QObject>

#include <vector>

class QWidget;

namespace interleave {

/// Window's thread only.
class PictureExport : public QObject {
    Q_OBJECT

public:
    /// All three must outlive this.
    PictureExport(const std::vector<View>& views, const ViewContext& context, QWidget* window);

    /// Opens the dialog, or says that there is nothing to export yet.
    void ask();

private:
    const std::vector<View>& views_;
    const ViewContext& context_;
    QWidget* window_;
};

} // namespace interleave
