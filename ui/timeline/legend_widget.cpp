// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/legend_widget.h"

#include "ui/rows/timeline_frame.h"

#include <QFontInfo>
#include <QPainter>

#include <cmath>

namespace interleave {

namespace {

constexpr int legend_margin = 4;
constexpr float stale_cover = 0.55F; ///< as over the bars of the timeline

} // namespace

LegendWidget::LegendWidget(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("timelineLegend"));
    setAccessibleName(tr("Legend"));
    setToolTip(tr("What the colours and patterns of the timeline mean"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void LegendWidget::setTrace(std::shared_ptr<const Trace> trace) {
    trace_ = std::move(trace);
    seen_version_ = 0;
    entries_.clear();
    refresh();
    updateGeometry();
    update();
}

void LegendWidget::refresh() {
    if (!trace_ || trace_->version() == seen_version_)
        return;
    seen_version_ = trace_->version();
    std::vector<LegendEntry> entries = legend_entries(*trace_, whole_range(*trace_));
    if (entries == entries_)
        return;
    entries_ = std::move(entries);
    QStringList words;
    for (const LegendEntry& entry : entries_)
        words << entry.words;
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

void LegendWidget::setStale(bool is_stale) {
    is_stale_ = is_stale;
    update();
}

void LegendWidget::setPatternScale(double scale) {
    pattern_scale_ = scale;
    update();
}

QFont LegendWidget::legendFont() const {
    QFont legend_font = font();
    legend_font.setPixelSize(QFontInfo(font()).pixelSize());
    return legend_font;
}

int LegendWidget::heightForWidth(int width) const {
    return static_cast<int>(std::ceil(legend_height(entries_, legendFont(), width - 2 * legend_margin))) +
           2 * legend_margin;
}

void LegendWidget::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    draw_legend(painter, entries_, legendFont(), theme_for(palette()),
                QRectF(rect()).adjusted(legend_margin, legend_margin, -legend_margin, -legend_margin),
                pattern_scale_);
    if (!is_stale_)
        return;
    QColor cover = palette().color(backgroundRole());
    cover.setAlphaF(stale_cover);
    painter.fillRect(rect(), cover);
}

} // namespace interleave
