// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/flat_header.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionHeader>

#include <algorithm>

namespace interleave {

namespace {

constexpr int beside_words = 4; ///< px of room on each side
constexpr int above_words = 5;  ///< px of room above and below

} // namespace

FlatHeader::FlatHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
    setHighlightSections(false);
    viewport()->setBackgroundRole(QPalette::Window);
}

void FlatHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    painter->fillRect(rect, palette().window());
    QStyleOptionHeaderV2 option;
    initStyleOption(&option);
    option.rect = rect.adjusted(beside_words, 0, -beside_words, 0);
    initStyleOptionForIndex(&option, section);
    QStyleOptionHeaderV2 arrow = option;
    option.sortIndicator = QStyleOptionHeader::None; // styles have other places for it, also on the words
    style()->drawControl(QStyle::CE_HeaderLabel, &option, painter, this);
    if (arrow.sortIndicator == QStyleOptionHeader::None)
        return;
    arrow.rect = placeOfArrow(option);
    style()->drawPrimitive(QStyle::PE_IndicatorHeaderArrow, &arrow, painter, this);
}

/// The arrow stands beside the words, on the side on which there is room.
QRect FlatHeader::placeOfArrow(const QStyleOptionHeader& heading) const {
    const int size = fontMetrics().height() / 2;
    const int words = fontMetrics().horizontalAdvance(heading.text) + 2 * beside_words;
    const QRect& rect = heading.rect;
    const int left = (heading.textAlignment & Qt::AlignRight) != 0
                         ? std::max(rect.left(), rect.right() - words - size)
                         : std::min(rect.right() - size, rect.left() + words);
    return {left, rect.center().y() - size / 2, size, size};
}

QSize FlatHeader::sectionSizeFromContents(int section) const {
    const QSize words = QHeaderView::sectionSizeFromContents(section);
    return {words.width() + 2 * beside_words, fontMetrics().height() + 2 * above_words};
}

} // namespace interleave
