// SPDX-License-Identifier: GPL-3.0-or-later
// Colours source of C++ and Python: comments, strings, keywords and numbers.
#pragma once

#include <QSyntaxHighlighter>

class QPalette;

namespace interleave {

class CodeHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    enum class Language { cpp, python };

    CodeHighlighter(QTextDocument* document, const QPalette& palette);
    /// Says what the text is that the document gets next.
    void setLanguage(Language language) { language_ = language; }
    /// Uses the colours that suit the palette, and colours the whole text again.
    void setColours(const QPalette& palette);

protected:
    void highlightBlock(const QString& line) override;

private:
    qsizetype endOfLongString(const QString& line, qsizetype from, int quotes);

    Language language_ = Language::cpp;
    QTextCharFormat comment_;
    QTextCharFormat string_;
    QTextCharFormat keyword_;
    QTextCharFormat number_;
};

} // namespace interleave
