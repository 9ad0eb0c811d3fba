// SPDX-License-Identifier: GPL-3.0-or-later
// The centre of the window: the first view fills it, and others come as tabs beside it when they are asked
// for.
#pragma once

#include <QAction>
#include <QList>
#include <QTabWidget>

#include <vector>

namespace interleave {

/// It may be used on the window's thread only. It does not own the views.
class CentreTabs : public QTabWidget {
    Q_OBJECT

public:
    explicit CentreTabs(QWidget* parent = nullptr);

    /// Adds a view. The first one is always there.
    void add(QWidget* view, const QString& title, const QString& tool_tip);
    /// Brings the view to the front, with its tab if it has none.
    void showView(const QWidget* view);
    /// Returns the actions that show and hide the other views.
    QList<QAction*> toggles() const;

private:
    struct Page {
        QWidget* view;
        QWidget* page;   ///< holds the view, so that it can be lent and comes back to its place
        QAction* toggle; ///< nullptr of the first one
    };

    void open(const Page& page);
    QWidget* closeButton(const Page& page);

    std::vector<Page> pages_;
};

} // namespace interleave
