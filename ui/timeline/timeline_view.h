// SPDX-License-Identifier: GPL-3.0-or-later
// The live timeline: lanes, objects, axis, cursor, selection. It is a thin widget over a model, its input and
// the painters.
#pragma once

#include "ui/timeline/overlay_painter.h"
#include "ui/timeline/timeline_model.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <vector>

class QCPLayerable;
class QContextMenuEvent;
class QCustomPlot;
class QScrollBar;

namespace interleave {

class RowControl;
class RowsButton;
class ShownArrangement;
class TimelineKeys;
class TimelineMenu;
class TimelinePointer;

/// Shows the part of the run that the navigation names. Keys and pointer move the navigation, and other views
/// may move it as well. All functions must be called on the window's thread. The trace may grow meanwhile;
/// refresh() shows what is new.
class TimelineView : public QWidget {
    Q_OBJECT

public:
    /// Both must outlive the view. The caller resets them for each run and tells the navigation how far the
    /// run has come.
    TimelineView(Navigation& navigation, ShownArrangement& arrangement, QWidget* parent = nullptr);
    ~TimelineView() override;

    /// Shows another trace. For nullptr it shows a sentence that says what to do.
    void setTrace(std::shared_ptr<const Trace> trace);
    const std::shared_ptr<const Trace>& trace() const { return model_.trace(); }

    /// Sets how many processors the run could use at the same time; 0 if that is not known.
    void setProcessors(double processors);
    /// Draws the rings of a deadlock over the rows.
    void setRings(std::vector<DeadlockRing> rings);
    /// Says on the rows which locks guard which variables.
    void setGuards(std::vector<VariableGuards> guards);
    /// Draws these notes over the rows.
    void setNotes(std::vector<Note> notes);
    /// Draws arrows of these links; nullptr for none. It emits linksWanted() when there are to be any.
    void setLinks(std::shared_ptr<const WaitLinkIndex> links);
    /// Draws this critical path; nullptr for none.
    void setPath(std::shared_ptr<const CriticalPath> path);
    /// Draws the picture as one of the past, or as a present one again.
    void setStale(bool stale);

    /// Call this at the display's rate while a trace grows. It does nothing if there is nothing new.
    void refresh();

    /// Where the rows stand, for a caller that needs a row's place.
    const TimelineLayout& layoutOfRows() const { return model_.layout(); }
    const std::vector<TimelineRow>& rows() const { return model_.frame().rows; }
    /// The button above the names, which takes part in the tab order before the view.
    RowsButton* rowsButton() const;
    /// Length, events and waiting of the selection, as of the moment when it was made; empty if nothing is
    /// selected.
    const QString& selectionSummary() const { return overlay_data_.selection_summary; }

    /// Shows the picture as for a projector, or as usual again, as ViewPanel::set_presenting() says.
    void setPresenting(double unit);
    /// Returns what lies over the rows now, without the pointer, for a picture of what is shown.
    TimelineOverlay overlay();

    QSize sizeHint() const override { return {900, 480}; }
    QSize minimumSizeHint() const override { return {240, 120}; }

signals:
    /// The user wants to write a note on the selection, else on the cursor's time, else on the
    /// loose mark.
    void noteWanted();
    /// The user wants to see the critical path of the wait at the cursor, or else of the run.
    void pathWanted();
    /// Arrows are to be drawn, so the run's links are needed.
    void linksWanted();
    /// Says in one line what is under the pointer, or else at the cursor; empty if there is neither.
    void hoverTextChanged(const QString& text);

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void buildPlot();
    void connectKeys();
    void connectPointer();
    void connectRows();
    void applyTheme();
    void place();
    void redraw();         ///< redraws everything with the next replot
    void redrawOverlay();  ///< redraws what lies over the rows at once
    void prepareDrawing(); ///< copies what is drawn next from navigation and input
    void navigationChanged(Navigation::Changes changes);
    /// Returns what is noted where the pointer is; empty if nothing is.
    QString noteAtPointer() const;
    QString textAtCursor() const; ///< one line about the chosen row at the cursor; empty without either
    void tellCursor();
    void wantLinksForArrows();
    void scrollToChoice();
    void scrollToPointedOut();
    void scrollTo(std::size_t row); ///< as far as it must be to be seen as a whole

    Navigation& navigation_;
    ShownArrangement& arrangement_;
    TimelineModel model_;
    TimelineOverlay overlay_data_;
    TimelinePointer* pointer_;
    TimelineKeys* keys_;
    RowControl* rows_;
    TimelineMenu* menu_;
    QCustomPlot* plot_ = nullptr;
    QScrollBar* scroll_bar_ = nullptr;
    QCPLayerable* overlay_ = nullptr;
};

} // namespace interleave
