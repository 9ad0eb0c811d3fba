// SPDX-License-Identifier: GPL-3.0-or-later
// One line of Markdown as a text of a given width that any painter draws.
#pragma once

#include <QColor>
#include <QFont>
#include <QPointF>
#include <QString>

#include <memory>

class QPaintDevice;
class QPainter;
class QTextDocument;

namespace interleave {

/// How a text is set.
struct TextStyle {
    QFont font;
    QColor colour;
    QColor code_colour; ///< of what stands between backticks
};

/// A paragraph. Lengths are those of the device's painter. Copies share what they draw.
class MarkdownText {
public:
    /// `device` is what it will be drawn on; nullptr for a picture of logical pixels.
    MarkdownText(const QString& markdown, const TextStyle& style, double width, QPaintDevice* device);

    double height() const noexcept { return height_; }
    /// Returns how wide its longest line is.
    double used_width() const;
    void draw(QPainter& painter, const QPointF& top_left) const;

private:
    std::shared_ptr<QTextDocument> document_;
    QColor colour_;
    double height_;
};

} // namespace interleave
