// SPDX-License-Identifier: GPL-3.0-or-later
// The layout of code that is wrapped: a long line goes on in the next one, further to the right than it
// began.
#pragma once

#include <QPlainTextDocumentLayout>

namespace interleave {

/// The rest of a wrapped line begins 4 columns right of the line's own beginning. The font must have a fixed
/// width. See code_wrap.h for where a line is broken.
/// A block whose format says that it cannot be broken is one line.
class HangingLayout : public QPlainTextDocumentLayout {
public:
    explicit HangingLayout(QTextDocument* document) : QPlainTextDocumentLayout(document) {}

    QRectF blockBoundingRect(const QTextBlock& block) const override;
};

} // namespace interleave
