// The lanes and their times per state as a table: what the picture shows, for screen readers and for sorting.
#pragma once

#include "core/trace/trace.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace interleave {

/// All functions: the window's thread.
class LaneTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { name_column, kind_column, pid_column, tid_column, first_state_column };

    explicit LaneTableModel(QObject* parent = nullptr);

    void setTrace(std::shared_ptr<const Trace> trace);
    /// Takes over what is new; one signal for all of it.
    void refresh();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    /// Qt::DisplayRole: words; Qt::UserRole: the number behind them, ns for times.
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const Trace> trace_;
    std::uint64_t seen_version_ = 0;
    std::vector<StateTimes> times_; ///< of the lanes shown
};

} // namespace interleave
