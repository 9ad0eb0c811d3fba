// SPDX-License-Identifier: GPL-3.0-or-later
// Shows a comparison, or a hint while there is none.
#pragma once

#include "ui/compare/comparison_picture.h"

#include <QWidget>

#include <optional>

namespace interleave {

/// It may be used on the window's thread only.
class ComparisonCanvas : public QWidget {
    Q_OBJECT

public:
    explicit ComparisonCanvas(QWidget* parent = nullptr);

    void showComparison(const RunComparison& comparison);
    /// Returns the height in which all rows can be read at this width.
    int heightForReading(int width) const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    PlacedComparison placed(const QSizeF& size, std::optional<double> most_row = {}) const;

    RunComparison comparison_;
};

} // namespace interleave
