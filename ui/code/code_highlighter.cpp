// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/code_highlighter.h"

#include "ui/theme/appearance.h"

#include <QRegularExpression>

namespace interleave {

namespace {

/// One expression finds the next token of interest, so that a word in a comment or a string is never taken
/// for a keyword.
const QRegularExpression& token_of_cpp() {
    static const QRegularExpression expression(QStringLiteral(
        R"((?<comment>//.*$))"
        R"re(|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)+'))re"
        R"(|(?<keyword>\b(?:auto|bool|break|case|catch|char|class|const|constexpr|continue|default|delete|do|double|)"
        R"(else|enum|explicit|false|final|float|for|if|inline|int|long|namespace|new|noexcept|nullptr|operator|override|)"
        R"(private|protected|public|return|short|signed|sizeof|static|struct|switch|template|this|throw|true|try|)"
        R"(typename|union|unsigned|using|virtual|void|volatile|while)\b|^#\w+))"
        R"(|(?<number>\b\d[\d'.]*\w*))"));
    return expression;
}

/// The same for Python. A string over several lines is coloured as far as one line tells.
const QRegularExpression& token_of_python() {
    static const QRegularExpression expression(QStringLiteral(
        R"((?<comment>#.*$))"
        R"re(|(?<string>[rbfu]{0,2}"(?:[^"\\]|\\.)*"|[rbfu]{0,2}'(?:[^'\\]|\\.)*'))re"
        R"(|(?<keyword>\b(?:False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|)"
        R"(finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)\b))"
        R"(|(?<number>\b\d[\d_.]*\w*))"));
    return expression;
}

} // namespace

CodeHighlighter::CodeHighlighter(QTextDocument* document, const QPalette& palette)
    : QSyntaxHighlighter(document) {
    setColours(palette);
}

void CodeHighlighter::setColours(const QPalette& palette) {
    const bool dark = is_dark(palette);
    comment_.setForeground(dark ? QColor(0x9a, 0xa2, 0xad) : QColor(0x5b, 0x66, 0x70));
    comment_.setFontItalic(true);
    string_.setForeground(dark ? QColor(0xf0, 0xb4, 0x7a) : QColor(0x8a, 0x4b, 0x08));
    keyword_.setForeground(dark ? QColor(0x7c, 0xc4, 0xf2) : QColor(0x00, 0x4f, 0x86));
    number_.setForeground(dark ? QColor(0x7f, 0xd1, 0xae) : QColor(0x00, 0x66, 0x4a));
    rehighlight();
}

void CodeHighlighter::highlightBlock(const QString& line) {
    const QRegularExpression& token = language_ == Language::python ? token_of_python() : token_of_cpp();
    auto matches = token.globalMatch(line);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const auto colour = [&](const QString& group, const QTextCharFormat& format) {
            if (match.capturedLength(group) > 0)
                setFormat(static_cast<int>(match.capturedStart(group)),
                          static_cast<int>(match.capturedLength(group)), format);
        };
        colour(QStringLiteral("comment"), comment_);
        colour(QStringLiteral("string"), string_);
        colour(QStringLiteral("keyword"), keyword_);
        colour(QStringLiteral("number"), number_);
    }
}

} // namespace interleave
