// SPDX-License-Identifier: GPL-3.0-or-later
// The description of a view: a name, a place in the window, a function that makes its widget and, if it can
// be exported, its drawing. The window knows nothing else of a view.
#pragma once

#include "ui/export/export_choice.h"
#include "ui/table/table.h"
#include "ui/theme/glyphs.h"
#include "ui/view/picture_source.h"
#include "ui/view/view_context.h"

#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

class QWidget;

namespace interleave {

class WindowSettings;

/// The place of a view when the window is opened for the first time.
enum class ViewPlace { left, centre, right, below };

/// What the window knows of a view that it has made.
struct ViewPanel {
    QWidget* widget = nullptr;

    /// The widget from which the Tab key leaves the view, for a view that takes part in the window's tab
    /// order. Such views follow each other as in the table.
    QWidget* last_in_tab_order = nullptr;
    /// Puts the view after that widget in the tab order. Without this function, last_in_tab_order itself is
    /// put there.
    std::function<void(QWidget* before)> set_tab_after{};

    bool space_runs = false; ///< the Space key runs and stops where the view itself does not need it

    /// Gives the view the keyboard focus: when the window opens the first that has this, or what is in front
    /// in the centre; and any that is opened over the picture, or where nothing else could have the focus.
    std::function<void()> set_initial_focus{};
    /// Gives the view's search field the keyboard focus, for a view that can be searched.
    std::function<void()> start_search{};
    /// Gives the field the keyboard focus in which one looks for something in the run, for a view that has
    /// it.
    std::function<void()> start_find{};
    /// Goes to the next of what was found in the run, or for -1 to the one before.
    std::function<void(int by)> step_found{};
    /// Lets the run stand still and asks what happens next, for a view that can.
    std::function<void()> ask_next{};
    /// Runs the chosen scenario on all its backends and shows these runs beside each other, for a view that
    /// can.
    std::function<void()> compare_backends{};
    /// Records the Python program of the chosen scenario's lesson and shows it beside the model, for a view
    /// that can.
    std::function<void()> run_in_python{};
    /// Makes the view call `done` when the user has done in it what it is for, so that a view that covers the
    /// picture closes.
    std::function<void(std::function<void()> done)> connect_done{};
    /// Returns the names of the scenarios that the words find, the best first, for a view that can be
    /// searched. No words find the whole course in its order.
    std::function<QStringList(const QString& words)> find_scenarios{};

    /// Shows the view as for a projector. `unit` is how large the screen is against one of 1920 × 1080; 0
    /// brings the usual look back. The first view in the centre that has this function is what the presenter
    /// mode shows; the screen of that mode sets the font.
    std::function<void(double unit)> set_presenting{};

    /// Returns what the view shows now, to be exported; nothing while it shows nothing. Without this function
    /// the view cannot be exported from the window.
    std::function<std::optional<ExportChoice>()> to_export{};
    /// Makes the view's own button for exporting call `open_dialog`, for a view that has one.
    std::function<void(std::function<void()> open_dialog)> connect_export{};
};

struct View {
    const char* id;   ///< one lower-case word, as `--view` takes it; it also names the view's dock
    QString title;    ///< of the dock, and in the menu
    QString tool_tip; ///< of the menu's entry
    ViewPlace place;  ///< views of one place are tabs, except on the left
    /// Makes the widget and connects it to the context, which outlives it. The window owns the widget.
    std::function<ViewPanel(const ViewContext&)> make;

    /// Whether the window opens with this view of the centre in front, until there is a run to show; empty
    /// for no.
    std::function<bool(const WindowSettings&)> is_first_page{};

    std::optional<Glyph> rail_icon{}; ///< of a view on the left, where the window is narrow

    PictureOf picture_of = PictureOf::nothing; ///< what `drawing` needs
    std::function<Drawing(const PictureSource&)>
        drawing{}; ///< keeps what it draws alive; empty if the command line cannot draw the view
    /// Makes the figures that the command line saves as CSV or JSON, of a view that is of more than one run;
    /// those of one run are core/file's.
    std::function<Table(const PictureSource&)> table{};
    std::function<PictureWords(const PictureSource&)>
        words{}; ///< around the drawing, where they are not those of the run or the sweep
    /// Whether the report of this run has a part of the view; empty for a view that no report has.
    std::function<bool(const PictureSource&)> is_in_report{};
    bool draws_part = false; ///< the drawing follows `range` and `lanes` of its options
    std::function<QList<QPair<QString, QString>>()> keys{}; ///< keys and what they do, for the sheet of keys
};

/// Returns the object name of the view's dock, which the window's saved state uses: "dockLesson".
QString dock_name(const View& view);

} // namespace interleave
