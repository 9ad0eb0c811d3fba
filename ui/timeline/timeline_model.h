// SPDX-License-Identifier: GPL-3.0-or-later
// What the live timeline shows, and where: the rows of a run that may still grow, their places in a widget,
// and what is at a point. It needs no window and no painter.
#pragma once

#include "core/file/row_arrangement.h"
#include "ui/navigation/navigation.h"
#include "ui/rows/arranged_rows.h"
#include "ui/rows/arrow_choice.h"
#include "ui/rows/timeline_frame.h"
#include "ui/timeline/moment.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace interleave {

/// All functions must be called on the window's thread. Lengths are logical pixels from the widget's top
/// left, times are ns.
class TimelineModel {
public:
    /// `navigation` must outlive the model, which never changes it.
    explicit TimelineModel(const Navigation& navigation);

    /// Shows another trace, or none. The rows have their places after the next place().
    void set_trace(std::shared_ptr<const Trace> trace);
    const std::shared_ptr<const Trace>& trace() const { return trace_; }
    /// What refresh() found: nothing new, more of the same rows, or other rows.
    enum class Update { none, more, other_rows };
    /// Reads the trace again, and whether processors are to be shown. If it returns other_rows, place() must
    /// be called next.
    Update refresh();

    void set_look(const Theme& theme, const QFont& font);
    /// Gives the short lives that share this row rows of their own, or lets those of the row's group share
    /// one again. Returns false for a row that has no such group. place() must be called next.
    bool toggle_fold(std::size_t row);

    /// Arranges the rows otherwise. place() must be called next.
    void set_arrangement(const RowArrangement& arrangement);
    const RowArrangement& arrangement() const { return arrangement_; }
    /// Sets the lanes that used the object of the arrangement's filter, in order; nothing if they are not
    /// known. place() must be called next.
    void set_users(std::optional<std::vector<LaneId>> users);
    /// Returns all rows that there would be without any arrangement.
    const std::vector<TimelineRow>& all_rows() const { return all_rows_; }
    /// Return what is not shown because the user has hidden it, and because of the filter.
    const HiddenRows& hidden_by_hand() const { return by_hand_; }
    const HiddenRows& hidden_by_filter() const { return by_filter_; }

    /// Sets the least width of the names' column, for what stands above it. place() must be called next.
    void set_least_label_width(double width) { least_label_width_ = width; }
    /// Sets how many processors the run could use at the same time; 0 if that is not known.
    void set_processors(double processors) { frame_.processors = processors; }
    /// Sets the rings of a deadlock, to be drawn over the rows. place() must be called next.
    void set_rings(std::vector<DeadlockRing> rings) { frame_.rings = std::move(rings); }
    /// Sets which locks guard which variables, to be said on the rows. place() must be called next.
    void set_guards(std::vector<VariableGuards> guards) { frame_.guards = std::move(guards); }
    /// Sets what arrows are made of; nullptr for none.
    void set_links(std::shared_ptr<const WaitLinkIndex> links) { links_ = std::move(links); }
    /// Sets the critical path that is drawn; nullptr for none.
    void set_path(std::shared_ptr<const CriticalPath> path) { frame_.path = std::move(path); }
    /// Returns what arrows are made of, and which are wanted by now.
    ArrowSource arrows() const;
    /// Makes the picture fit for a projector, as ViewPanel::set_presenting() says. place() must be called
    /// next.
    void set_presenting(double unit);
    void set_stale(bool stale) { frame_.is_stale = stale; }
    /// Gives all rows their places in a widget of this size.
    void place(const QSizeF& size);
    void scroll_to(double offset) { frame_.layout.scroll_to(offset); }
    /// Copies what is drawn with the frame from the navigation: visible range, chosen row, rows that are
    /// pointed out, and arrows.
    void take_navigation();

    /// Its address does not change.
    const TimelineFrame& frame() const { return frame_; }
    const TimelineLayout& layout() const { return frame_.layout; }
    /// Return the places of the overview above the rows, of the band between them, which has the words of
    /// cursor and selection, and of the axis below the rows.
    QRectF overview() const;
    QRectF band() const;
    QRectF axis() const;

    /// Returns the number of the row of the chosen lane or object, or row_count() if there is none.
    std::size_t chosen_row() const;
    /// Returns the rows at which somebody is to look, from the top.
    std::vector<std::size_t> pointed_out_rows() const;
    std::size_t row_count() const { return frame_.rows.size(); }
    const TimelineRow& row(std::size_t number) const { return frame_.rows[number]; }

    /// Returns the time at this x. A point outside the rows counts as the nearer edge.
    std::int64_t time_at_x(double x) const;
    /// Returns the time at this x of the overview.
    std::int64_t time_in_overview(double x) const;
    /// `work_row` is the row of a lane's work that is meant, nowhere for the innermost.
    Moment moment_in(std::size_t row, std::int64_t time, std::size_t work_row = nowhere) const;
    /// Whether what happens at that time is covered while somebody is asked what it is.
    bool is_covered(std::int64_t time) const;
    /// Describes what is at this point; returns nothing outside the rows.
    std::optional<Moment> moment_under(const QPointF& point) const;

private:
    /// Arranges all rows, and returns whether others are shown than before.
    bool arrange();
    TimelineLayout::RowHeights row_heights() const;
    double overview_and_margin() const;
    std::size_t work_row_under(std::size_t row, double y, std::int64_t time) const;

    const Navigation& navigation_;
    std::shared_ptr<const Trace> trace_;
    std::shared_ptr<const WaitLinkIndex> links_;
    std::uint64_t seen_version_ = 0;
    bool seen_processors_ = false; ///< as of Navigation::showsProcessors()
    std::set<LaneGroup> unfolded_;
    std::vector<TimelineRow> all_rows_;
    RowArrangement arrangement_;
    std::optional<std::vector<LaneId>> users_;
    HiddenRows by_hand_;
    HiddenRows by_filter_;
    double least_label_width_ = 0;
    TimelineFrame frame_;
    QSizeF size_;
    double presenting_ = 0; ///< see set_presenting()
};

} // namespace interleave
