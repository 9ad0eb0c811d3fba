// SPDX-License-Identifier: GPL-3.0-or-later
// A page of the course that is no lesson, beside the window: the glossary, for example. Its links choose
// scenarios.
#pragma once

#include "core/course/page.h"

#include <QDialog>

class QTextBrowser;

namespace interleave {

class PageWindow : public QDialog {
    Q_OBJECT

public:
    explicit PageWindow(const Page& page, QWidget* parent = nullptr);

signals:
    /// A link to that scenario was followed. The page stays open.
    void scenarioWanted(const QString& name);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showPage();
    void follow(const QUrl& link);

    const Page& page_;
    QTextBrowser* text_;
};

/// Opens the page over the window, or brings it to the front if it is open already.
PageWindow* open_page(const Page& page, QWidget& window);

} // namespace interleave
