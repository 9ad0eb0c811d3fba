// SPDX-License-Identifier: GPL-3.0-or-later
// The action Report: the shown run as a document with a page of each view that tells something of it.
#pragma once

#include "ui/export/picture_document.h"
#include "ui/view/view_context.h"

#include <QObject>
#include <QString>

#include <vector>

class QWidget;

namespace interleave {

/// It may be used on the window's thread only.
class ReportExport : public QObject {
    Q_OBJECT

public:
    /// Both arguments must outlive this.
    ReportExport(const ViewContext& context, QWidget* window);

    /// Asks for a file and begins to make the report, or says that there is no finished run. What the report
    /// needs of the trace is found in the thread pool; they are drawn in the window's thread.
    void ask();

private:
    void save(const std::vector<DocumentPart>& parts, const QString& path);

    const ViewContext& context_;
    QWidget* window_;
};

} // namespace interleave
