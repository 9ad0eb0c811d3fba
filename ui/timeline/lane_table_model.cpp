#include "ui/timeline/lane_table_model.h"

#include "ui/timeline/timeline_frame.h"
#include "ui/timeline/words.h"

namespace interleave {

namespace {

/// `absent` has no column.
constexpr int state_columns = static_cast<int>(state_count) - 1;

LaneState state_of(int column) noexcept {
    return static_cast<LaneState>(column - LaneTableModel::first_state_column + 1);
}

} // namespace

LaneTableModel::LaneTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void LaneTableModel::setTrace(std::shared_ptr<const Trace> trace) {
    beginResetModel();
    trace_ = std::move(trace);
    times_.clear();
    seen_version_ = 0;
    endResetModel();
    refresh();
}

void LaneTableModel::refresh() {
    if (!trace_ || trace_->version() == seen_version_)
        return;
    seen_version_ = trace_->version();
    const std::size_t lanes = trace_->lane_count();
    const std::size_t shown = times_.size();
    const TimeRange whole = whole_range(*trace_);
    const auto times_of = [&](std::size_t lane) {
        return trace_->lane(lane).times_between(whole.from, whole.until);
    };
    for (std::size_t lane = 0; lane < shown; ++lane)
        times_[lane] = times_of(lane);
    if (shown > 0)
        emit dataChanged(index(0, first_state_column), index(static_cast<int>(shown) - 1, columnCount() - 1));
    if (lanes > shown) {
        beginInsertRows({}, static_cast<int>(shown), static_cast<int>(lanes) - 1);
        for (std::size_t lane = shown; lane < lanes; ++lane)
            times_.push_back(times_of(lane));
        endInsertRows();
    }
}

int LaneTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(times_.size());
}

int LaneTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : first_state_column + state_columns;
}

QVariant LaneTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return index.column() <= kind_column ? QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter)
                                             : QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::UserRole)
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const Lane& lane = trace_->lane(row);
    switch (index.column()) {
    case name_column:
        return row_name(*trace_, {TimelineRow::Kind::lane, row});
    case kind_column:
        return kind_text(lane.kind());
    case pid_column:
        return lane.pid();
    case tid_column:
        return lane.tid();
    default:
        break;
    }
    const std::int64_t time = times_[row][static_cast<std::size_t>(state_of(index.column()))];
    if (role == Qt::UserRole)
        return QVariant::fromValue<qlonglong>(time);
    return time == 0 ? QString() : duration_text(time);
}

QVariant LaneTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (section) {
    case name_column:
        return tr("Lane");
    case kind_column:
        return tr("Kind");
    case pid_column:
        return tr("Process");
    case tid_column:
        return tr("Thread");
    default:
        return role == Qt::ToolTipRole ? title_text(state_of(section)) : short_text(state_of(section));
    }
}

} // namespace interleave
