// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet of every exported picture: title and sentence above, the picture itself, and below it what is
// shown, what came out and under which conditions. Its height follows its content.
#pragma once

#include "ui/export/export_picture.h"

#include <QFont>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <functional>

class QPainter;

namespace interleave {

/// Words that are broken into lines once, so that every painter draws the same lines.
struct TextBlock {
    QFont font;
    QStringList lines;
    double line_height = 0;

    double height() const { return line_height * static_cast<double>(lines.size()); }
    void draw(QPainter& painter, const QPointF& top_left) const;
};

/// Lengths are logical pixels from the sheet's top left.
class PictureSheet {
public:
    /// `shown` says which part of all there is the picture shows; it begins the lines below.
    explicit PictureSheet(const PictureOptions& options, const QString& shown = QString());

    /// Returns a font of this height on a sheet of usual width. On a wider one it is larger in proportion.
    QFont font(double pixels, bool bold = false) const;
    /// Returns a length in proportion to the letters.
    double length(double pixels) const { return pixels * unit_; }
    double body_width() const;
    /// Returns the height that the options leave for the picture itself.
    double most_body_height() const;

    /// Returns the whole sheet, whose picture has this height and is drawn within `body`.
    Picture with_body(double height, std::function<void(QPainter&, const QRectF& body)> draw) const;

private:
    double body_top() const;
    double height_below() const;
    void draw_frame(QPainter& painter, const QRectF& body) const;

    QSizeF most_;
    const Theme* theme_;
    double unit_;
    double margin_;
    TextBlock title_;
    TextBlock sentence_;
    TextBlock result_;
    TextBlock details_;
};

} // namespace interleave
