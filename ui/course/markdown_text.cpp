// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/course/markdown_text.h"

#include <QAbstractTextDocumentLayout>
#include <QFontDatabase>
#include <QPainter>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

namespace interleave {

namespace {

constexpr int line_height_percent = 115;
constexpr double code_size = 0.93; ///< letters of equal width look larger than others

/// Keeps a paragraph that begins like a list, a heading or a quotation a paragraph: "42. There is only one".
QString as_paragraph(QString markdown) {
    static const QRegularExpression number(QStringLiteral("^(\\d+)([.)])(?=\\s|$)"));
    static const QRegularExpression sign(QStringLiteral("^([-+#>])"));
    markdown.replace(number, QStringLiteral("\\1\\\\2"));
    return markdown.replace(sign, QStringLiteral("\\\\1"));
}

QTextCharFormat code_format(const TextStyle& style) {
    QTextCharFormat format;
    QFont font = style.font;
    font.setFamilies(QFontDatabase::systemFont(QFontDatabase::FixedFont).families());
    if (font.pixelSize() > 0)
        font.setPixelSize(static_cast<int>(font.pixelSize() * code_size));
    else
        font.setPointSizeF(font.pointSizeF() * code_size);
    format.setFont(font);
    format.setForeground(style.code_colour);
    return format;
}

/// Sets code in letters of equal width, and links, which paper has none of, as plain text.
void format_fragments(QTextDocument& document, const TextStyle& style) {
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextCursor paragraph(block);
        QTextBlockFormat format = block.blockFormat();
        format.setTopMargin(0);
        format.setBottomMargin(0);
        format.setLineHeight(line_height_percent, QTextBlockFormat::ProportionalHeight);
        paragraph.setBlockFormat(format);
        std::vector<std::pair<int, int>> code; // changing a fragment ends the walk over them
        std::vector<std::pair<int, int>> links;
        for (auto fragment = block.begin(); !fragment.atEnd(); ++fragment) {
            const QTextFragment part = fragment.fragment();
            if (part.charFormat().fontFixedPitch())
                code.emplace_back(part.position(), part.length());
            else if (part.charFormat().isAnchor())
                links.emplace_back(part.position(), part.length());
        }
        const auto set = [&](const std::pair<int, int>& place, const QTextCharFormat& of) {
            QTextCursor cursor(&document);
            cursor.setPosition(place.first);
            cursor.setPosition(place.first + place.second, QTextCursor::KeepAnchor);
            cursor.setCharFormat(of);
        };
        for (const auto& place : code)
            set(place, code_format(style));
        QTextCharFormat plain;
        plain.setFont(style.font);
        for (const auto& place : links)
            set(place, plain);
    }
}

} // namespace

MarkdownText::MarkdownText(const QString& markdown, const TextStyle& style, double width,
                           QPaintDevice* device)
    : document_(std::make_shared<QTextDocument>())
    , colour_(style.colour) {
    document_->setDocumentMargin(0);
    document_->setUndoRedoEnabled(false);
    if (device != nullptr)
        document_->documentLayout()->setPaintDevice(device);
    document_->setDefaultFont(style.font);
    document_->setMarkdown(as_paragraph(markdown),
                           QTextDocument::MarkdownFeatures(QTextDocument::MarkdownNoHTML) |
                               QTextDocument::MarkdownDialectCommonMark);
    format_fragments(*document_, style);
    document_->setTextWidth(width);
    height_ = document_->size().height();
}

double MarkdownText::used_width() const {
    return document_->idealWidth();
}

void MarkdownText::draw(QPainter& painter, const QPointF& top_left) const {
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, colour_);
    painter.save();
    painter.translate(top_left);
    document_->documentLayout()->draw(&painter, context);
    painter.restore();
}

} // namespace interleave
