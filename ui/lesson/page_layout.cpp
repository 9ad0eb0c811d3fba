// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/page_layout.h"

#include <QFontMetricsF>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>

namespace interleave {

namespace {

/// Columns of a line of code: one that begins further to the right does not go on so far to the right.
constexpr qsizetype deepest_hanging = 12;

void add_spacing(QTextDocument& document) {
    QTextCursor cursor(&document);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        const bool code = format.hasProperty(QTextFormat::BlockCodeFence) || format.nonBreakableLines();
        format.setLineHeight(code ? 115 : 130, QTextBlockFormat::ProportionalHeight);
        if (code) {
            // A long line of code goes on in the next one, further to the right than it began, instead of out
            // of view.
            const QString line = block.text();
            const auto begin =
                std::ranges::find_if(line, [](QChar sign) { return !sign.isSpace(); }) - line.begin();
            const QFontMetricsF metrics(block.charFormat().font());
            const double step = metrics.horizontalAdvance(QLatin1Char(' ')) *
                                static_cast<double>(std::min<qsizetype>(begin, deepest_hanging) + 4);
            format.setNonBreakableLines(false);
            format.setLeftMargin(format.leftMargin() + step);
            format.setTextIndent(-step);
        }
        if (format.headingLevel() > 0) {
            format.setTopMargin(block == document.begin() ? 0 : 14);
            format.setBottomMargin(4);
        } else if (!code) {
            format.setBottomMargin(block.textList() != nullptr ? 3 : 8);
        }
        cursor.setPosition(block.position());
        cursor.setBlockFormat(format);
    }
}

/// Underlines links with dots, because their colour alone is no sign for everybody.
void underline_links(QTextDocument& document) {
    QTextCharFormat underlined;
    underlined.setUnderlineStyle(QTextCharFormat::DotLine);
    QTextCursor cursor(&document);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        for (auto piece = block.begin(); !piece.atEnd(); ++piece) {
            const QTextFragment fragment = piece.fragment();
            if (!fragment.charFormat().isAnchor())
                continue;
            cursor.setPosition(fragment.position());
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            cursor.mergeCharFormat(underlined);
        }
}

} // namespace

void lay_out_page(QTextDocument& document, const QString& markdown) {
    document.setMarkdown(markdown, QTextDocument::MarkdownDialectGitHub);
    add_spacing(document);
    underline_links(document);
}

} // namespace interleave
