// SPDX-License-Identifier: GPL-3.0-or-later
// The action Export: a dialog for a picture of the shown run, drawn by any view that has a drawing.
#pragma once

#include "ui/view/view.h"

#include <QObject>

#include <vector>

class QWidget;

namespace interleave {

/// It may be used on the window's thread only.
class PictureExport : public QObject {
    Q_OBJECT

public:
    /// All arguments must outlive this.
    PictureExport(const std::vector<View>& views, const ViewContext& context, QWidget* window);

    /// Opens the dialog, or says that there is nothing to export yet.
    void ask();

private:
    const std::vector<View>& views_;
    const ViewContext& context_;
    QWidget* window_;
};

} // namespace interleave
