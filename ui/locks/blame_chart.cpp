// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/blame_chart.h"

#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

struct BlameChartWords {
    Q_DECLARE_TR_FUNCTIONS(Locks)
};

constexpr double least_cell = 34;
constexpr double most_cell = 110;

double cell_line(const QFontMetricsF& metrics) {
    return std::ceil(metrics.height() * 1.45);
}

QColor mixed(const QColor& ground, const QColor& ink, double share) {
    const auto channel = [&](int from, int to) {
        return static_cast<int>(std::lround(from + (to - from) * share));
    };
    return {channel(ground.red(), ink.red()), channel(ground.green(), ink.green()),
            channel(ground.blue(), ink.blue())};
}

/// The ground of a cell: nothing for no wait, and at least so much that the eye sees it.
QColor ground_of(const BlameMatrix& matrix, const BlameMatrix::Cell& cell, const Theme& theme) {
    if (cell.waited <= 0)
        return theme.background;
    const double share = static_cast<double>(cell.waited) / static_cast<double>(matrix.most);
    return mixed(theme.background, theme.style(contended_style).fill, 0.12 + 0.88 * share);
}

QRectF column_head(const BlameLayout& layout, std::size_t column) {
    return layout.column_name(column).adjusted(1, 0, -1, 0);
}

/// Returns "r 2" for "reader 2", and any other name as it is.
QString short_name(const QString& name) {
    const qsizetype blank = name.lastIndexOf(QLatin1Char(' '));
    bool is_numbered = false;
    name.mid(blank + 1).toUInt(&is_numbered);
    return blank > 0 && is_numbered ? name.left(1) + name.mid(blank) : name;
}

/// Returns what stands above the columns: names, or short ones of all lanes if one of the names has no room.
QStringList heads_of(const BlameMatrix& matrix, const BlameLayout& layout, const QFontMetricsF& metrics) {
    QStringList names;
    bool fit = true;
    for (std::size_t column = 0; column < layout.column_count(); ++column) {
        names << matrix.blamed[column].name;
        fit = fit && metrics.horizontalAdvance(names.back()) <= column_head(layout, column).width();
    }
    for (qsizetype i = 0; i < names.size() && !fit; ++i)
        names[i] = metrics.elidedText(short_name(names[i]), Qt::ElideRight,
                                      column_head(layout, static_cast<std::size_t>(i)).width());
    return names;
}

} // namespace

BlameLayout::BlameLayout(const BlameMatrix& matrix, const QRectF& area, const QFont& font) : area_(area) {
    const QFontMetricsF metrics(font);
    height_ = cell_line(metrics);
    head_ = 2 * metrics.height() * 1.2;
    names_ = metrics.horizontalAdvance(BlameChartWords::tr("waited for"));
    for (const BlameMatrix::Party& waiter : matrix.waiters)
        names_ = std::max(names_, metrics.horizontalAdvance(waiter.name));
    names_ = std::min(names_ + metrics.averageCharWidth() * 1.5, area.width() * 0.4);
    const double room = std::max(0.0, area.width() - names_);
    const auto fitting = static_cast<std::size_t>(std::max(1.0, std::floor(room / least_cell)));
    columns_ = std::min(matrix.blamed.size(), fitting);
    width_ = columns_ == 0 ? 0 : std::min(most_cell, std::floor(room / static_cast<double>(columns_)));
    rows_ = std::min(matrix.waiters.size(),
                     static_cast<std::size_t>(std::max(1.0, std::floor((area.height() - head_) / height_))));
}

double BlameLayout::height_of(const BlameMatrix& matrix, const QFont& font) {
    const QFontMetricsF metrics(font);
    return 2 * metrics.height() * 1.2 + cell_line(metrics) * static_cast<double>(matrix.waiters.size());
}

QRectF BlameLayout::cell(const BlameCell& cell) const noexcept {
    return {area_.left() + names_ + width_ * static_cast<double>(cell.blamed),
            area_.top() + head_ + height_ * static_cast<double>(cell.waiter), width_, height_};
}

QRectF BlameLayout::row_name(std::size_t row) const noexcept {
    return {area_.left(), area_.top() + head_ + height_ * static_cast<double>(row), names_, height_};
}

QRectF BlameLayout::column_name(std::size_t column) const noexcept {
    return {area_.left() + names_ + width_ * static_cast<double>(column), area_.top() + head_ / 2, width_,
            head_ / 2};
}

QRectF BlameLayout::heading() const noexcept {
    return {area_.left(), area_.top(), area_.width(), head_ / 2};
}

std::optional<BlameCell> BlameLayout::cell_at(const QPointF& point) const noexcept {
    const double x = point.x() - area_.left() - names_;
    const double y = point.y() - area_.top() - head_;
    if (x < 0 || y < 0 || width_ <= 0)
        return std::nullopt;
    const BlameCell cell{static_cast<std::size_t>(y / height_), static_cast<std::size_t>(x / width_)};
    return cell.waiter < rows_ && cell.blamed < columns_ ? std::optional(cell) : std::nullopt;
}

void draw_blame(QPainter& painter, const QRectF& area, const BlameMatrix& matrix, const Theme& theme,
                const QFont& font, const std::optional<BlameCell>& chosen) {
    painter.save();
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const BlameLayout layout(matrix, area, font);
    const double margin = metrics.averageCharWidth() * 0.5;
    const QRectF heading = layout.heading();
    QString words = BlameChartWords::tr("who waited ↓ for whom →");
    const std::size_t hidden =
        matrix.waiters.size() - layout.row_count() + matrix.blamed.size() - layout.column_count();
    if (hidden > 0)
        words += BlameChartWords::tr("; %1 more in the list").arg(hidden);
    painter.setPen(theme.muted);
    painter.drawText(heading, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(words, Qt::ElideRight, heading.width()));
    painter.setPen(theme.text);
    const QStringList heads = heads_of(matrix, layout, metrics);
    for (std::size_t column = 0; column < layout.column_count(); ++column)
        painter.drawText(column_head(layout, column), Qt::AlignCenter, heads[static_cast<qsizetype>(column)]);
    for (std::size_t row = 0; row < layout.row_count(); ++row) {
        const QRectF place = layout.row_name(row).adjusted(0, 0, -margin, 0);
        painter.setPen(theme.text);
        painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(matrix.waiters[row].name, Qt::ElideLeft, place.width()));
        for (std::size_t column = 0; column < layout.column_count(); ++column) {
            const BlameMatrix::Cell& cell = matrix.cell(row, column);
            const QRectF box = layout.cell({row, column}).adjusted(0, 0, -1, -1);
            const QColor ground = ground_of(matrix, cell, theme);
            painter.fillRect(box, ground);
            if (cell.waited <= 0) {
                painter.fillRect(QRectF(box.center().x() - 3, box.center().y(), 6, 1), theme.grid);
                continue;
            }
            const QColor& ink = contrast(ground, theme.text) >= contrast(ground, theme.background)
                                    ? theme.text
                                    : theme.background;
            painter.setPen(ink);
            const QString text = duration_text(cell.waited);
            if (metrics.horizontalAdvance(text) <= box.width() - 2)
                painter.drawText(box, Qt::AlignCenter, text);
        }
    }
    if (chosen && chosen->waiter < layout.row_count() && chosen->blamed < layout.column_count()) {
        painter.setPen(QPen(theme.text, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(layout.cell(*chosen).adjusted(0, 0, -1, -1));
    }
    painter.restore();
}

} // namespace interleave
