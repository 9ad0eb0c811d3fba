// SPDX-License-Identifier: GPL-3.0-or-later
// The legend below the live timeline; it grows as new states occur.
#pragma once

#include "ui/rows/legend.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace interleave {

class LegendWidget : public QWidget {
    Q_OBJECT

public:
    explicit LegendWidget(QWidget* parent = nullptr);

    void setTrace(std::shared_ptr<const Trace> trace);
    /// Adds states that have occurred since the last call. It is cheap enough to be called at the display's
    /// rate.
    void refresh();

    /// Shows the legend of a run of the past, or of a present one again.
    void setStale(bool is_stale);

    /// Draws the hatches so much coarser than usual, as they are in the picture.
    void setPatternScale(double scale);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {400, heightForWidth(400)}; }
    QSize minimumSizeHint() const override { return {120, heightForWidth(2000)}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QFont legendFont() const;

    std::shared_ptr<const Trace> trace_;
    std::uint64_t seen_version_ = 0;
    double pattern_scale_ = 1;
    bool is_stale_ = false;
    std::vector<LegendEntry> entries_;
};

} // namespace interleave
