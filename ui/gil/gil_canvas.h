// SPDX-License-Identifier: GPL-3.0-or-later
// Shows a lock over time, and leads from it to lanes and moments.
#pragma once

#include "ui/gil/shown_gil.h"

#include <QWidget>

#include <cstdint>
#include <optional>

namespace interleave {

/// It may be used on the window's thread only.
class GilCanvas : public QWidget {
    Q_OBJECT

public:
    explicit GilCanvas(QWidget* parent = nullptr);

    /// `shown` must outlive its use; nullptr, or one without figures, shows `hint`.
    void setShown(const ShownGil* shown, bool is_whole, const QString& hint);
    void setCursorTime(std::optional<std::int64_t> time);
    void setStale(bool is_stale);
    /// Returns how many columns the strips have pixels for.
    std::size_t columns() const;

signals:
    void laneChosen(LaneId lane, std::int64_t time);
    /// The hand-over after the cursor is wanted (`by` 1) or the one before it (-1).
    void stepWanted(int by);
    void hovered(const QString& words);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF area() const;

    const ShownGil* shown_ = nullptr;
    bool is_whole_ = true;
    QString hint_;
    std::optional<std::int64_t> cursor_;
    bool is_stale_ = false;
};

} // namespace interleave
