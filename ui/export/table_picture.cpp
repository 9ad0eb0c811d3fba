// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/table_picture.h"

#include "ui/export/picture_sheet.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

namespace interleave {

namespace {

struct TablePictureWords {
    Q_DECLARE_TR_FUNCTIONS(TablePicture)
};

constexpr double letters = 13;
constexpr double row_height = 28;
constexpr double cell_margin = 10;
/// Words that need more are cut: nobody can point at a picture to read the rest.
constexpr int most_lines = 6;

/// A table with the places of its columns and rows, from the top left of the picture itself.
class PlacedTable {
public:
    PlacedTable(std::shared_ptr<const Table> table, std::size_t more, const PictureSheet& sheet,
                const Theme& theme, double most_height)
        : table_(std::move(table))
        , more_(more)
        , theme_(&theme)
        , font_(sheet.font(letters))
        , line_(std::ceil(sheet.length(row_height)))
        , margin_(sheet.length(cell_margin)) {
        place_columns(sheet.body_width());
        place_rows(most_height);
    }

    double height() const { return height_; }

    void draw(QPainter& painter) const {
        painter.setFont(font_);
        for (std::size_t column = 0; column < widths_.size(); ++column)
            draw_words(painter, column, QRectF(0, 0, 0, line_), table_->columns[column].title,
                       is_number(column), theme_->muted);
        painter.fillRect(QRectF(0, line_ - 1, width_, 1), theme_->axis);
        double top = line_;
        for (std::size_t row = 0; row < heights_.size(); ++row) {
            if (row % 2 == 0)
                painter.fillRect(QRectF(0, top, width_, heights_[row]), theme_->stripe);
            for (std::size_t column = 0; column < widths_.size(); ++column)
                draw_cell(painter, column, QRectF(0, top, 0, heights_[row]), table_->rows[row][column]);
            top += heights_[row];
        }
        painter.setPen(theme_->muted);
        painter.drawText(QRectF(margin_, top, width_, line_), Qt::AlignLeft | Qt::AlignVCenter, note_);
    }

private:
    bool is_number(std::size_t column) const {
        return !table_->rows.empty() && table_->rows.front()[column].number;
    }

    /// Columns are as wide as their words. What is left over is shared; where the words need more than
    /// there is, the widest give way.
    void place_columns(double width) {
        width_ = width;
        const QFontMetricsF metrics(font_);
        for (std::size_t column = 0; column < table_->columns.size(); ++column) {
            double widest = metrics.horizontalAdvance(table_->columns[column].title);
            for (const std::vector<Cell>& row : table_->rows) {
                const Cell& cell = row[column];
                widest = std::max(widest, metrics.horizontalAdvance(cell.text) + picture_width(cell));
            }
            widths_.push_back(std::ceil(widest + 2 * margin_));
        }
        const auto needed = [this] { return std::accumulate(widths_.begin(), widths_.end(), 0.0); };
        while (!widths_.empty() && needed() > width) {
            const auto widest = std::ranges::max_element(widths_);
            double next = 0; // the widest becomes as wide as this one, or as narrow as it must be
            for (const double other : widths_)
                next = other < *widest ? std::max(next, other) : next;
            const auto as_wide = static_cast<double>(std::ranges::count(widths_, *widest));
            const double cut = std::max(1.0, std::min(*widest - next, (needed() - width) / as_wide));
            const double before = *widest;
            for (double& each : widths_)
                each = each == before ? std::max(1.0, each - cut) : each;
            if (before <= 1)
                break;
        }
        // A number in front would stand far from the edge if its column were wider than it is.
        const std::size_t first = widths_.size() > 1 && is_number(0) ? 1 : 0;
        const double spare =
            widths_.empty() ? 0 : (width - needed()) / static_cast<double>(widths_.size() - first);
        for (std::size_t column = first; column < widths_.size(); ++column)
            widths_[column] += std::max(0.0, spare);
    }

    void place_rows(double most) {
        height_ = line_;
        for (const std::vector<Cell>& row : table_->rows) {
            double needed = line_;
            for (std::size_t column = 0; column < row.size(); ++column)
                needed = std::max(
                    {needed, row[column].picture.height() + margin_, words_height(row[column], column)});
            const bool is_last = more_ == 0 && heights_.size() + 1 == table_->rows.size();
            if (height_ + needed + (is_last ? 0 : line_) > most)
                break;
            heights_.push_back(needed);
            height_ += needed;
        }
        const std::size_t left = table_->rows.size() - heights_.size() + more_;
        if (left == 0)
            return;
        note_ = left == 1 ? TablePictureWords::tr("and 1 more row")
                          : TablePictureWords::tr("and %1 more rows").arg(count_text(left));
        height_ += line_;
    }

    double room_for_words(const Cell& cell, std::size_t column) const {
        return std::max(1.0, widths_[column] - 2 * margin_ - picture_width(cell));
    }

    /// The height of a row in which the words of this cell have all their lines.
    double words_height(const Cell& cell, std::size_t column) const {
        const QFontMetricsF metrics(font_);
        const double room = room_for_words(cell, column);
        if (cell.number || metrics.horizontalAdvance(cell.text) <= room)
            return line_;
        const double all =
            metrics.boundingRect(QRectF(0, 0, room, 1e6), Qt::TextWordWrap, cell.text).height();
        return line_ - metrics.height() + std::min(std::ceil(all), most_lines * metrics.lineSpacing());
    }

    double picture_width(const Cell& cell) const {
        return cell.picture.isNull() ? 0 : cell.picture.width() + margin_;
    }

    void draw_cell(QPainter& painter, std::size_t column, QRectF row, const Cell& cell) const {
        if (!cell.picture.isNull()) {
            const double left = left_of(column) + margin_;
            painter.drawImage(QPointF(left, row.top() + margin_ / 2), cell.picture);
            row.setLeft(picture_width(cell));
        }
        draw_words(painter, column, row, cell.text, cell.number,
                   colour_of(cell.tone, *theme_).value_or(theme_->text));
    }

    /// `row` has the row's top and height, and as its left what comes before the words.
    void draw_words(QPainter& painter, std::size_t column, const QRectF& row, const QString& words,
                    bool number, const QColor& colour) const {
        const QRectF place(left_of(column) + margin_ + row.left(), row.top(),
                           std::max(0.0, widths_[column] - 2 * margin_ - row.left()), row.height());
        painter.setPen(colour);
        const bool has_lines = row.height() > line_ && !number;
        const double room = has_lines ? (most_lines - 1) * place.width() : place.width() + 0.5;
        const auto alignment = static_cast<int>(Qt::AlignVCenter | (number ? Qt::AlignRight : Qt::AlignLeft));
        painter.drawText(place, has_lines ? alignment | Qt::TextWordWrap : alignment,
                         QFontMetricsF(font_).elidedText(words, Qt::ElideRight, room));
    }

    double left_of(std::size_t column) const {
        return std::accumulate(widths_.begin(), widths_.begin() + static_cast<std::ptrdiff_t>(column), 0.0);
    }

    std::shared_ptr<const Table> table_;
    std::size_t more_; ///< rows that are not in the table
    const Theme* theme_;
    QFont font_;
    double line_; ///< height of a row of one line
    double margin_;
    double width_ = 0;
    double height_ = 0;
    std::vector<double> widths_;  ///< of the columns
    std::vector<double> heights_; ///< of the rows that are shown
    QString note_;                ///< how many are not; empty if all are
};

} // namespace

Drawing table_drawing(Table table, std::size_t more) {
    return [table = std::make_shared<const Table>(std::move(table)), more](const PictureOptions& options) {
        const PictureSheet sheet(options);
        PlacedTable placed(table, more, sheet, theme_of(options.theme), sheet.most_body_height());
        const double height = placed.height();
        return sheet.with_body(height, [placed = std::move(placed)](QPainter& painter, const QRectF& body) {
            painter.save();
            painter.translate(body.topLeft());
            placed.draw(painter);
            painter.restore();
        });
    };
}

TablePart table_part(Table table, const PictureSheet& sheet, const Theme& theme, double most_height) {
    const auto placed = std::make_shared<const PlacedTable>(std::make_shared<const Table>(std::move(table)),
                                                            0, sheet, theme, most_height);
    return {placed->height(), [placed](QPainter& painter, const QPointF& top_left) {
                painter.save();
                painter.translate(top_left);
                placed->draw(painter);
                painter.restore();
            }};
}

} // namespace interleave
