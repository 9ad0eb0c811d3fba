// SPDX-License-Identifier: GPL-3.0-or-later
// A block of a handout as it is drawn on paper: its height for a given width, and its drawing.
#pragma once

#include "core/course/handout.h"
#include "ui/course/markdown_text.h"
#include "ui/course/page_breaks.h"

#include <QPointF>

#include <functional>

class QPaintDevice;
class QPainter;

namespace interleave {

/// What blocks are set with.
struct Paper {
    double point = 1; ///< units of the painter for 1/72 inch
    double width = 0; ///< of the text, in units of the painter
    QPaintDevice* device = nullptr;
    double letters = 1; ///< how large against the usual ones

    TextStyle style(double points, bool bold = false) const;
    TextStyle muted(double points) const;
};

struct PaperBlock {
    PagePart part;
    std::function<void(QPainter& painter, const QPointF& top_left)> draw;
};

PaperBlock paper_block(const HandoutBlock& block, const Paper& paper);

} // namespace interleave
