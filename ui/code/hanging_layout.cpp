// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/hanging_layout.h"

#include "ui/code/code_wrap.h"

#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

#include <algorithm>

namespace interleave {

namespace {

constexpr int step = 4; ///< columns from the beginning of a line to that of the rest of it

/// Lays out a block that has more than one line anew, within the width of its first line.
void hang(const QTextBlock& block) {
    QTextLayout& layout = *block.layout();
    const QTextLine first = layout.lineAt(0);
    const double left = first.x();
    const double width = first.width();
    const QString text = block.text();
    const auto begin = std::ranges::find_if(text, [](QChar sign) { return !sign.isSpace(); }) - text.begin();
    const double column = QFontMetricsF(block.document()->defaultFont()).horizontalAdvance(QLatin1Char(' '));
    const int columns = static_cast<int>(width / column);
    const int indent = std::min(columns / 2, static_cast<int>(begin) + step);

    QTextOption option = layout.textOption();
    option.setWrapMode(QTextOption::WrapAnywhere); // a line has exactly the columns that it is given
    layout.setTextOption(option);
    double height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        const int start = line.textStart();
        const int moved = start == 0 ? 0 : indent;
        line.setLeadingIncluded(true);
        if (block.blockFormat().nonBreakableLines()) {
            line.setNumColumns(static_cast<int>(text.size()));
        } else {
            const auto end = static_cast<int>(end_of_part(text, start, std::max(1, columns - moved)));
            line.setNumColumns(end - start, width - moved * column);
        }
        line.setPosition(QPointF(left + moved * column, height));
        height += line.height();
    }
    layout.endLayout();
    QTextBlock(block).setLineCount(block.isVisible() ? layout.lineCount() : 0); // the scroll bar counts these
}

} // namespace

/// Whoever wants to know or to draw a block asks for its rectangle first, and the base class lays it out when
/// it is asked. That is the only place to lay it out otherwise, because the base class's own function for it
/// is not virtual.
QRectF HangingLayout::blockBoundingRect(const QTextBlock& block) const {
    const QRectF plain = QPlainTextDocumentLayout::blockBoundingRect(block);
    if (!block.isValid() || block.layout()->lineCount() < 2 ||
        block.layout()->lineAt(1).x() != block.layout()->lineAt(0).x())
        return plain;
    hang(block);
    return QPlainTextDocumentLayout::blockBoundingRect(block);
}

} // namespace interleave
