// SPDX-License-Identifier: GPL-3.0-or-later
// Colours source in C++ or Python: comments, strings, keywords and numbers.
#pragma once

#include <QSyntaxHighlighter>

class QPalette;

namespace interleave {

class CodeHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    enum class Language { cpp, python };

    CodeHighlighter(QTextDocument* document, const QPalette& palette);
    /// Says in which language the next text is; the text that is shown is not coloured again.
    void setLanguage(Language language) { language_ = language; }
    /// Uses the colours that suit the palette, and colours the whole text again.
    void setColours(const QPalette& palette);

protected:
    void highlightBlock(const QString& line) override;

private:
    QTextCharFormat comment_;
    QTextCharFormat string_;
    QTextCharFormat keyword_;
    QTextCharFormat number_;
    Language language_ = Language::cpp;
};

} // namespace interleave
