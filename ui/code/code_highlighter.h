// SPDX-License-Identifier: GPL-3.0-or-later
// Colours C++ source: comments, strings, keywords and numbers.
#pragma once

#include <QSyntaxHighlighter>

class QPalette;

namespace interleave {

class CodeHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    CodeHighlighter(QTextDocument* document, const QPalette& palette);
    /// Uses the colours that suit the palette, and colours the whole text again.
    void setColours(const QPalette& palette);

protected:
    void highlightBlock(const QString& line) override;

private:
    QTextCharFormat comment_;
    QTextCharFormat string_;
    QTextCharFormat keyword_;
    QTextCharFormat number_;
};

} // namespace interleave
