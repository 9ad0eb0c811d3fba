// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/code_highlighter.h"

#include "ui/theme/appearance.h"

#include <QRegularExpression>

#include <array>

namespace interleave {

namespace {

// One expression finds the next token of interest, so that a word in a comment or a string is never taken for
// a keyword.

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

/// A string in three quotes may go on in further lines, so only its begin is a token.
const QRegularExpression& token_of_python() {
    static const QRegularExpression expression(QStringLiteral(
        R"((?<comment>#.*$))"
        R"re(|(?<long>\b[rRbBuUfF]{0,2}(?:\"{3}|'{3})|\"{3}|'{3}))re"
        R"re(|(?<string>(?:\b[rRbBuUfF]{1,2})?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')))re"
        R"(|(?<keyword>\b(?:False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|)"
        R"(finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|)"
        R"(yield)\b|^\s*@[\w.]+))"
        R"(|(?<number>\b\d[\d_.]*\w*))"));
    return expression;
}

/// The state of a line that ends within a string in three quotes of this sort; -1 is that of any other line.
constexpr std::array<QLatin1StringView, 2> long_quotes{QLatin1StringView("\"\"\""), QLatin1StringView("'''")};

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

/// Colours the line as far as the string goes that is in it at `from`, and returns where it ends. If it goes
/// on in the next line, that is remembered.
qsizetype CodeHighlighter::endOfLongString(const QString& line, qsizetype from, int quotes) {
    const QLatin1StringView mark = long_quotes[static_cast<std::size_t>(quotes)];
    const qsizetype end = line.indexOf(mark, from);
    if (end < 0)
        setCurrentBlockState(quotes);
    return end < 0 ? line.size() : end + mark.size();
}

void CodeHighlighter::highlightBlock(const QString& line) {
    setCurrentBlockState(-1);
    const bool is_python = language_ == Language::python;
    qsizetype at = 0;
    if (is_python && previousBlockState() >= 0) {
        at = endOfLongString(line, 0, previousBlockState());
        setFormat(0, static_cast<int>(at), string_);
    }
    const QRegularExpression& token = is_python ? token_of_python() : token_of_cpp();
    for (QRegularExpressionMatch match = token.match(line, at); match.hasMatch();
         match = token.match(line, at)) {
        const qsizetype begin = match.capturedStart();
        at = match.capturedEnd();
        const auto has = [&](const QString& group) { return match.capturedLength(group) > 0; };
        const QTextCharFormat* format = &number_;
        if (is_python && has(QStringLiteral("long"))) {
            at = endOfLongString(line, at, line.at(at - 1) == QLatin1Char('"') ? 0 : 1);
            format = &string_;
        } else if (has(QStringLiteral("comment"))) {
            format = &comment_;
        } else if (has(QStringLiteral("string"))) {
            format = &string_;
        } else if (has(QStringLiteral("keyword"))) {
            format = &keyword_;
        }
        setFormat(static_cast<int>(begin), static_cast<int>(at - begin), *format);
    }
}

} // namespace interleave
