// SPDX-License-Identifier: GPL-3.0-or-later
// The live timeline: lanes, objects, axis, cursor, selection. A thin widget over a viewport, a frame and
// their painters.
#pragma once

#include "core/trace/trace.h"
#include "ui/timeline/timeline_frame.h"
#include "ui/timeline/viewport.h"

#include <QList>
#include <QPair>
#include <QString>
#include <QWidget>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

class QCPLayer;
class QCustomPlot;
class QScrollBar;

namespace interleave {

class CursorLayer;
class FrameLayer;
class RowsPlottable;

/// All functions: the window's thread. The trace may grow meanwhile; refresh() shows what is new.
class TimelineView : public QWidget {
    Q_OBJECT

public:
    explicit TimelineView(QWidget* parent = nullptr);
    ~TimelineView() override;

    /// Shows another trace, from its beginning, following its live edge. nullptr shows a friendly sentence
    /// instead.
    void setTrace(std::shared_ptr<const Trace> trace);
    const std::shared_ptr<const Trace>& trace() const { return trace_; }

    /// To be called at the display's rate while a trace grows; costs nothing when there is nothing new.
    void refresh();

    bool isFollowing() const { return viewport_.is_following(); }
    const TimeRange& visibleRange() const { return viewport_.range(); }
    std::optional<TimeRange> selection() const { return selection_; }
    std::optional<std::int64_t> cursorTime() const { return cursor_; }
    const std::vector<std::int64_t>& marks() const { return marks_; }
    /// The lane that `.` `,` `[` `]` speak of; nothing before the first click or arrow key.
    std::optional<LaneId> chosenLane() const;
    /// Where the rows stand, for those who want to point at one.
    const TimelineLayout& layoutOfRows() const { return frame_.layout; }
    const std::vector<TimelineRow>& rows() const { return frame_.rows; }

    /// Keys and what they do, for a sheet of help.
    static QList<QPair<QString, QString>> hands();

    QSize sizeHint() const override { return {900, 480}; }
    QSize minimumSizeHint() const override { return {240, 120}; }

public slots:
    void setFollowing(bool following);
    /// Shows the whole run.
    void fitAll();
    /// Shows the stretch; stops following.
    void showRange(qint64 from, qint64 until);
    /// `factor` above 1 shows less time; the time at `pixel` (of this widget) stays where it is.
    void zoomBy(double factor, double pixel);
    /// By a share of what is seen; positive is later.
    void panBy(double share);
    void undoView();
    void redoView();
    /// Chooses a lane and puts the cursor on a moment, both scrolled into view.
    void goTo(int lane, qint64 time);
    void clearSelection();

signals:
    /// What is under the pointer, one line; empty when it left.
    void hoverTextChanged(const QString& text);
    /// A stretch was selected or, with from == until, cleared. `summary` tells ΔT, events and waiting within.
    void selectionChanged(qint64 from, qint64 until, const QString& summary);
    void visibleRangeChanged(qint64 from, qint64 until);
    void followingChanged(bool following);
    /// A lane was chosen, or the cursor moved within it. `file` and `line` are where it was at the cursor's
    /// time; an empty path if unknown.
    void laneActivated(int lane, const QString& file, int line);

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    friend class CursorLayer;
    friend class FrameLayer;
    friend class RowsPlottable;
    enum class Drag { none, select, pan, overview };

    void buildPlot();
    void applyTheme();
    void updateLayout();
    void redraw();       ///< everything, with the next replot
    void redrawCursor(); ///< the overlay only
    void viewMoved(bool was_following);
    bool handleKey(const QKeyEvent& event);
    bool handlePlotEvent(QEvent& event);
    void press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    void wheel(const QWheelEvent& event);
    void showToolTip(const QPoint& position, const QPoint& global);
    void hover(const QPointF& position);
    void choose(std::size_t row, std::int64_t time);
    /// rows().size() if there is no row of that lane.
    std::size_t rowOf(std::size_t lane) const;
    void chooseNeighbour(int by);
    void stepEvent(int by);
    void jumpToOwner();
    void jumpBack();
    void focusCursor();
    void mark(bool keep);
    void select(const TimeRange& range);
    void overviewTo(double x);
    std::int64_t timeAt(double x) const;
    double pointerOrMiddle() const;
    QRectF overviewRect() const;
    QRectF axisRect() const;

    std::shared_ptr<const Trace> trace_;
    std::uint64_t shown_version_ = 0;
    Viewport viewport_;
    TimelineFrame frame_;
    std::optional<std::int64_t> cursor_;
    std::optional<std::int64_t> loose_mark_; ///< moves with the next M
    std::vector<std::int64_t> marks_;        ///< kept
    std::optional<TimeRange> selection_;
    QString selection_summary_;
    std::optional<QPointF> pointer_;
    struct Place {
        std::size_t lane;
        std::int64_t time;
    };
    std::vector<Place> waiters_; ///< where `]` leads back to
    bool focused_ = false;       ///< the last F zoomed in, so the next shows all
    Drag drag_ = Drag::none;
    QPointF drag_begin_;
    TimeRange drag_range_;
    std::size_t drag_row_ = 0;
    QCustomPlot* plot_ = nullptr;
    QScrollBar* scroll_bar_ = nullptr;
    RowsPlottable* rows_ = nullptr;
    FrameLayer* surround_ = nullptr;
    CursorLayer* overlay_ = nullptr;
};

} // namespace interleave
