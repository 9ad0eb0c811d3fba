// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/flat_header.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionHeader>

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
    // The style sets the words beside the arrow only if it knows of the arrow.
    style()->drawControl(QStyle::CE_HeaderLabel, &option, painter, this);
    if (option.sortIndicator == QStyleOptionHeader::None)
        return;
    QStyleOptionHeaderV2 arrow = option;
    arrow.rect = style()->subElementRect(QStyle::SE_HeaderArrow, &option, this);
    style()->drawPrimitive(QStyle::PE_IndicatorHeaderArrow, &arrow, painter, this);
}

QSize FlatHeader::sectionSizeFromContents(int section) const {
    const QSize words = QHeaderView::sectionSizeFromContents(section);
    return {words.width() + 2 * beside_words, fontMetrics().height() + 2 * above_words};
}

} // namespace interleave
