// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenario_delegate.h"

#include "ui/scenarios/scenario_model.h"

#include <QApplication>
#include <QPainter>
#include <QPolygonF>

namespace interleave {

namespace {

constexpr int margin = 6;

QFont name_font(const QFont& font) {
    QFont small(font);
    small.setPointSizeF(font.pointSizeF() * 0.86);
    return small;
}

QFont group_font(const QFont& font) {
    QFont bold(name_font(font));
    bold.setWeight(QFont::DemiBold);
    return bold;
}

/// Draws a ring for a question that was answered, and a tick for a lesson that is done.
void draw_mark(QPainter& painter, const QRectF& place, LessonMark mark, const QColor& colour) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&place](double x, double y) {
        return QPointF(place.left() + x * place.width(), place.top() + y * place.height());
    };
    if (mark == LessonMark::seen)
        painter.drawPolyline(QPolygonF{at(0.05, 0.55), at(0.38, 0.9), at(0.95, 0.15)});
    else
        painter.drawEllipse(place.adjusted(1, 1, -1, -1));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

void ScenarioDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const {
    const QRect inside = option.rect.adjusted(margin, 0, -margin, 0);
    painter->save();
    if (index.data(ScenarioModel::NameRole).toString().isEmpty()) {
        painter->setFont(group_font(option.font));
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        const QString title =
            QFontMetrics(painter->font()).elidedText(index.data().toString(), Qt::ElideRight, inside.width());
        painter->drawText(inside.adjusted(0, 0, 0, -margin / 2), Qt::AlignLeft | Qt::AlignBottom, title);
        painter->restore();
        return;
    }

    QStyleOptionViewItem background(option);
    initStyleOption(&background, index);
    background.text.clear();
    const QWidget* view = option.widget;
    QStyle* style = view != nullptr ? view->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &background, painter, view);

    const bool selected = (option.state & QStyle::State_Selected) != 0;
    const auto group = (option.state & QStyle::State_Active) != 0 ? QPalette::Active : QPalette::Inactive;
    const QPen title_pen(option.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text));
    const QFontMetrics title_metrics(option.font);
    const auto mark = static_cast<LessonMark>(index.data(ScenarioModel::MarkRole).toInt());
    const int mark_size = title_metrics.ascent() * 4 / 5;
    const int mark_room = mark == LessonMark::none ? 0 : mark_size + margin;
    const QRect title_line(inside.left(), inside.top() + margin / 2, inside.width() - mark_room,
                           title_metrics.height());
    if (mark != LessonMark::none)
        draw_mark(*painter,
                  QRectF(inside.right() - mark_size, title_line.center().y() - mark_size / 2.0 + 0.5,
                         mark_size, mark_size),
                  mark, title_pen.color());
    painter->setFont(option.font);
    painter->setPen(title_pen);
    painter->drawText(title_line, Qt::AlignLeft | Qt::AlignVCenter,
                      title_metrics.elidedText(index.data().toString(), Qt::ElideRight, title_line.width()));

    painter->setFont(name_font(option.font));
    if (!selected)
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
    const QFontMetrics name_metrics(painter->font());
    const QRect name_line(inside.left(), title_line.bottom() + 1, inside.width(), name_metrics.height());
    painter->drawText(name_line, Qt::AlignLeft | Qt::AlignVCenter,
                      name_metrics.elidedText(index.data(ScenarioModel::DetailRole).toString(),
                                              Qt::ElideRight, inside.width()));
    painter->restore();
}

QSize ScenarioDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const int small = QFontMetrics(name_font(option.font)).height();
    if (index.data(ScenarioModel::NameRole).toString().isEmpty())
        return {0, small + margin * 2 + (index.row() > 0 ? margin : 0)};
    return {0, QFontMetrics(option.font).height() + small + margin + 1};
}

} // namespace interleave
