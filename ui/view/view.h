// SPDX-License-Identifier: GPL-3.0-or-later
// What a view is: a name, a place in the window, a way to make its widget and, if it can be exported, its
// drawing. The window knows views by this alone.
#pragma once

#include "ui/export/export_picture.h"
#include "ui/view/picture_source.h"
#include "ui/view/view_context.h"

#include <QList>
#include <QPair>
#include <QString>

#include <functional>

class QWidget;

namespace interleave {

/// Where a view stands when the window is opened for the first time.
enum class ViewPlace { left, centre, right, below };

/// What the window has of a view that it made.
struct ViewPanel {
    QWidget* widget = nullptr;

    /// The widget that the Tab key leaves the view from, for a view that takes part in the window's order:
    /// those of the table that do so follow each other.
    QWidget* last_in_tab_order = nullptr;
    /// Puts the view behind that widget in the order of the Tab key; the widget itself is put there if there
    /// is no such function.
    std::function<void(QWidget* before)> set_tab_after{};

    bool space_runs = false; ///< the Space key, where the view itself does not need it, runs and stops

    /// Puts the keyboard into the view; the first view that has this has the keyboard when the window opens.
    std::function<void()> take_keyboard{};
    /// Puts the keyboard into the view's search field, for a view that can be searched.
    std::function<void()> start_search{};
};

struct View {
    const char* id;   ///< one lower-case word, as `--view` takes it; it also names the view's dock
    QString title;    ///< of the dock, and in the menu
    QString tool_tip; ///< of the menu's entry
    ViewPlace place;  ///< those of one place other than the left stand behind each other as tabs
    /// Makes the widget and connects it with the context, which outlives it. The window owns the widget.
    std::function<ViewPanel(const ViewContext&)> make;

    PictureOf picture_of = PictureOf::nothing;              ///< what `drawing` needs
    std::function<Drawing(const PictureSource&)> drawing{}; ///< keeps what it draws; none: cannot be exported
    std::function<QList<QPair<QString, QString>>()> keys{}; ///< keys and what they do, for the sheet of keys
};

/// The object name of the view's dock, under which the window's saved state knows it: "dockLesson".
QString dock_name(const View& view);

} // namespace interleave
