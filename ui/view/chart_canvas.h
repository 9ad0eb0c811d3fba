// SPDX-License-Identifier: GPL-3.0-or-later
// A widget that shows one drawing, or a line that says why there is none.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>

namespace interleave {

/// It may be used on the window's thread only.
class ChartCanvas : public QWidget {
    Q_OBJECT

public:
    using Draw = std::function<void(QPainter& painter, const QRectF& area, const Theme& theme)>;

    ChartCanvas(const QString& name, const QString& title, QWidget* parent = nullptr);

    /// Shows a drawing, which keeps what it draws alive; `description` says it to who cannot see it.
    void showDrawing(Draw draw, const QString& description);
    /// Shows only words.
    void showHint(const QString& hint);
    /// Covers the drawing as one of the past, or shows it as a present one again.
    void setStale(bool is_stale);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    QRectF area() const; ///< of the drawing

private:
    Draw draw_;
    QString hint_;
    bool is_stale_ = false;
};

} // namespace interleave
