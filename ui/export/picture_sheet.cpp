// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/picture_sheet.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>
#include <QTextOption>

#include <algorithm>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

// Letters and lengths of a sheet of usual width.
constexpr double title_letters = 26;
constexpr double sentence_letters = 15;
constexpr double result_letters = 12;
constexpr double details_letters = 11;
constexpr double least_letters = 9;
constexpr double usual_margin = 40;
constexpr double gap_below_title = 4;
constexpr double gap_around_body = 16;
constexpr double gap_below_rule = 8;
constexpr double gap_between_lines = 3;

/// How much larger letters are than usual: a sheet for a 4K screen is looked at from as far as one for half
/// of it, and a small one must still have room for a picture.
double unit_for(double width) {
    constexpr double narrow = 640;
    constexpr double wide = 1920;
    return width < narrow ? std::max(0.8, width / narrow) : std::max(1.0, width / wide);
}

QFont font_of(double pixels, bool bold) {
    QFont font;
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(pixels))));
    font.setBold(bold);
    return font;
}

/// Breaks at word boundaries, and within a word only if the word alone is too long.
QStringList lines_of(const QString& words, const QFont& font, double width) {
    QTextOption option(Qt::AlignLeft);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QTextLayout layout(words, font);
    layout.setTextOption(option);
    QStringList lines;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        lines << words.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return lines;
}

/// Breaks the words into lines. They become smaller until they take at most `most` pixels; what does not fit
/// even then is cut with an ellipsis.
TextBlock fitted(const QString& words, const QFont& font, double width, double most, double least) {
    TextBlock block{font, {}, 0};
    const QString line = words.simplified();
    if (line.isEmpty())
        return block;
    for (;; block.font.setPixelSize(block.font.pixelSize() - 1)) {
        block.line_height = std::ceil(QFontMetricsF(block.font).height());
        block.lines = lines_of(line, block.font, width);
        if (block.height() <= most || block.font.pixelSize() - 1 < least)
            break;
    }
    const auto room = std::max<qsizetype>(1, static_cast<qsizetype>(most / block.line_height));
    if (block.lines.size() > room) {
        block.lines.resize(room);
        QString& last = block.lines.last();
        last = QFontMetricsF(block.font).elidedText(last + QStringLiteral(" …"), Qt::ElideRight, width);
    }
    return block;
}

} // namespace

void TextBlock::draw(QPainter& painter, const QPointF& top_left) const {
    painter.setFont(font);
    double baseline = top_left.y() + QFontMetricsF(font).ascent();
    for (const QString& line : lines) {
        painter.drawText(QPointF(top_left.x(), baseline), line);
        baseline += line_height;
    }
}

PictureSheet::PictureSheet(const PictureOptions& options, const QString& shown)
    : most_(options.size)
    , theme_(&theme_of(options.theme))
    , unit_(unit_for(most_.width()))
    , margin_(std::round(
          std::min({usual_margin * unit_, most_.width() / 12, std::max(12.0, most_.height() / 10)}))) {
    const double width = body_width();
    const auto block = [&](const QString& words, double letters, bool bold, double share) {
        return fitted(words, font(letters, bold), width, most_.height() * share, least_letters * unit_);
    };
    const PictureWords& words = options.words;
    title_ = block(words.title, title_letters, true, 0.15);
    sentence_ = block(words.sentence, sentence_letters, false, 0.12);
    const bool both = !shown.isEmpty() && !words.result.isEmpty();
    result_ = block(both ? shown + QLatin1Char(' ') + words.result : shown + words.result, result_letters,
                    false, 0.12);
    details_ = block(words.details, details_letters, false, 0.1);
}

QFont PictureSheet::font(double pixels, bool bold) const {
    return font_of(pixels * unit_, bold);
}

double PictureSheet::body_width() const {
    return most_.width() - 2 * margin_;
}

double PictureSheet::body_top() const {
    double top = margin_ + title_.height();
    if (!sentence_.lines.isEmpty())
        top += std::round(length(gap_below_title)) + sentence_.height();
    return title_.lines.isEmpty() && sentence_.lines.isEmpty() ? margin_
                                                               : top + std::round(length(gap_around_body));
}

double PictureSheet::height_below() const {
    if (result_.lines.isEmpty() && details_.lines.isEmpty())
        return margin_;
    double height = std::round(length(gap_around_body)) + 1 + std::round(length(gap_below_rule));
    height += result_.height() + details_.height();
    if (!result_.lines.isEmpty() && !details_.lines.isEmpty())
        height += std::round(length(gap_between_lines));
    return height + margin_;
}

double PictureSheet::most_body_height() const {
    return std::max(1.0, std::floor(most_.height() - body_top() - height_below()));
}

Picture PictureSheet::with_body(double height,
                                std::function<void(QPainter&, const QRectF& body)> draw) const {
    const QRectF body(margin_, body_top(), body_width(), height);
    const QSizeF size(most_.width(), std::min(most_.height(), std::ceil(body.bottom() + height_below())));
    return {size.toSize(), [sheet = *this, body, size, draw = std::move(draw)](QPainter& painter) {
                painter.fillRect(QRectF(QPointF(0, 0), size), sheet.theme_->background);
                sheet.draw_frame(painter, body);
                draw(painter, body);
            }};
}

void PictureSheet::draw_frame(QPainter& painter, const QRectF& body) const {
    painter.setPen(theme_->text);
    title_.draw(painter, {margin_, margin_});
    painter.setPen(theme_->muted);
    sentence_.draw(painter, {margin_, body.top() - std::round(length(gap_around_body)) - sentence_.height()});
    if (result_.lines.isEmpty() && details_.lines.isEmpty())
        return;
    double top = body.bottom() + std::round(length(gap_around_body));
    painter.fillRect(QRectF(margin_, top, body.width(), 1), theme_->border);
    top += 1 + std::round(length(gap_below_rule));
    painter.setPen(theme_->text);
    result_.draw(painter, {margin_, top});
    if (!result_.lines.isEmpty())
        top += result_.height() + std::round(length(gap_between_lines));
    painter.setPen(theme_->muted);
    details_.draw(painter, {margin_, top});
}

} // namespace interleave
