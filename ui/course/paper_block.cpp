// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/course/paper_block.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QPen>

#include <algorithm>
#include <vector>

namespace interleave {

namespace {

using Kind = HandoutBlock::Kind;

// Lengths in points.
constexpr double body_letters = 10;
constexpr double table_letters = 9;
constexpr double heading_letters = 10;
constexpr double lesson_letters = 13;
constexpr double part_letters = 17;
constexpr double box_side = 9;
constexpr double letter_indent = 16; ///< of a choice's letter, behind its box
constexpr double text_indent = 32;   ///< of what a choice stands for
constexpr double point_indent = 14;
constexpr double line_distance = 22; ///< of lines to write on by hand
constexpr double cell_padding = 4;

const Theme& paper_theme() {
    return theme_of(ThemeName::print);
}

QString words(const std::string& text) {
    return QString::fromStdString(text);
}

PaperBlock paragraph(const HandoutBlock& block, const Paper& paper) {
    const MarkdownText text(words(block.text), paper.style(body_letters), paper.width, paper.device);
    return {{text.height(), 5 * paper.point},
            [text](QPainter& painter, const QPointF& at) { text.draw(painter, at); }};
}

PaperBlock heading(const HandoutBlock& block, const Paper& paper) {
    const MarkdownText text(words(block.text), paper.style(heading_letters, true), paper.width, paper.device);
    return {{text.height(), 9 * paper.point},
            [text](QPainter& painter, const QPointF& at) { text.draw(painter, at); }};
}

PaperBlock part_title(const HandoutBlock& block, const Paper& paper) {
    const MarkdownText text(words(block.text), paper.style(part_letters, true), paper.width, paper.device);
    return {{text.height(), 22 * paper.point},
            [text](QPainter& painter, const QPointF& at) { text.draw(painter, at); }};
}

/// A rule above, the title, and the note at the right.
PaperBlock lesson_title(const HandoutBlock& block, const Paper& paper) {
    constexpr double note_share = 0.25;
    const double rule = 6 * paper.point;
    const MarkdownText text(words(block.text), paper.style(lesson_letters, true),
                            paper.width * (1 - note_share), paper.device);
    const MarkdownText note(words(block.note), paper.muted(table_letters), paper.width * note_share,
                            paper.device);
    const double note_down = (lesson_letters - table_letters) * paper.point;
    return {{rule + text.height(), 18 * paper.point}, [=](QPainter& painter, const QPointF& at) {
                painter.fillRect(QRectF(at, QSizeF(paper.width, 0.75 * paper.point)), paper_theme().axis);
                text.draw(painter, at + QPointF(0, rule));
                note.draw(painter, at + QPointF(paper.width - note.used_width(), rule + note_down));
            }};
}

PaperBlock point(const HandoutBlock& block, const Paper& paper) {
    const double indent = point_indent * paper.point;
    const MarkdownText text(words(block.text), paper.style(body_letters), paper.width - indent, paper.device);
    const double side = 3 * paper.point;
    return {{text.height(), 3 * paper.point}, [=](QPainter& painter, const QPointF& at) {
                painter.fillRect(QRectF(at + QPointF(4 * paper.point, 5.5 * paper.point), QSizeF(side, side)),
                                 paper_theme().text);
                text.draw(painter, at + QPointF(indent, 0));
            }};
}

void draw_tick(QPainter& painter, const QRectF& box, double width) {
    QPainterPath tick;
    tick.moveTo(box.left() + 0.15 * box.width(), box.top() + 0.5 * box.height());
    tick.lineTo(box.left() + 0.42 * box.width(), box.top() + 0.8 * box.height());
    tick.lineTo(box.left() + 1.0 * box.width(), box.top() - 0.1 * box.height());
    painter.strokePath(tick, QPen(paper_theme().text, 2 * width));
}

PaperBlock choice(const HandoutBlock& block, const Paper& paper) {
    const double p = paper.point;
    const MarkdownText text(words(block.text), paper.style(body_letters, block.is_marked),
                            paper.width - text_indent * p, paper.device);
    const MarkdownText letter(words(block.note), paper.style(body_letters, true),
                              (text_indent - letter_indent) * p, paper.device);
    return {{text.height(), 4 * p}, [=, is_marked = block.is_marked](QPainter& painter, const QPointF& at) {
                const QRectF box(at + QPointF(0.5 * p, 2 * p), QSizeF(box_side * p, box_side * p));
                painter.setPen(QPen(paper_theme().text, 0.75 * p));
                painter.setBrush(Qt::NoBrush);
                painter.drawRect(box);
                if (is_marked)
                    draw_tick(painter, box, 0.75 * p);
                letter.draw(painter, at + QPointF(letter_indent * p, 0));
                text.draw(painter, at + QPointF(text_indent * p, 0));
            }};
}

PaperBlock lines(const HandoutBlock& block, const Paper& paper) {
    const double distance = line_distance * paper.point;
    return {{distance * block.lines, 0}, [=, count = block.lines](QPainter& painter, const QPointF& at) {
                for (int line = 1; line <= count; ++line)
                    painter.fillRect(QRectF(at.x(), at.y() + line * distance, paper.width, 0.5 * paper.point),
                                     paper_theme().muted);
            }};
}

PaperBlock row(const HandoutBlock& block, const Paper& paper) {
    const double padding = cell_padding * paper.point;
    std::vector<MarkdownText> texts;
    std::vector<double> lefts;
    double left = 0;
    double height = 0;
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
        const double width = paper.width * block.shares[i];
        texts.emplace_back(words(block.cells[i]), paper.style(table_letters, block.is_marked),
                           width - 2 * padding, paper.device);
        lefts.push_back(left);
        left += width;
        height = std::max(height, texts.back().height());
    }
    height += 2 * padding;
    return {{height, block.is_marked ? 6 * paper.point : 0},
            [=, is_head = block.is_marked](QPainter& painter, const QPointF& at) {
                if (is_head)
                    painter.fillRect(QRectF(at, QSizeF(paper.width, height)), paper_theme().stripe);
                painter.fillRect(QRectF(at.x(), at.y() + height, paper.width, 0.5 * paper.point),
                                 paper_theme().border);
                for (std::size_t i = 0; i < texts.size(); ++i)
                    texts[i].draw(painter, at + QPointF(lefts[i] + padding, padding));
            }};
}

PaperBlock unjoined_block(const HandoutBlock& block, const Paper& paper) {
    switch (block.kind) {
    case Kind::part:
        return part_title(block, paper);
    case Kind::lesson:
        return lesson_title(block, paper);
    case Kind::heading:
        return heading(block, paper);
    case Kind::point:
        return point(block, paper);
    case Kind::choice:
        return choice(block, paper);
    case Kind::lines:
        return lines(block, paper);
    case Kind::row:
        return row(block, paper);
    case Kind::text:
        break;
    }
    return paragraph(block, paper);
}

} // namespace

TextStyle Paper::style(double points, bool bold) const {
    QFont font;
    font.setPointSizeF(points * letters);
    font.setBold(bold);
    return {font, paper_theme().text, paper_theme().text};
}

TextStyle Paper::muted(double points) const {
    TextStyle style = this->style(points);
    style.colour = paper_theme().muted;
    return style;
}

PaperBlock paper_block(const HandoutBlock& block, const Paper& paper) {
    PaperBlock made = unjoined_block(block, paper);
    made.part.keeps_with_next = block.keeps_with_next;
    return made;
}

} // namespace interleave
