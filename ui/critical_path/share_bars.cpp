// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/critical_path/share_bars.h"

#include "ui/critical_path/path_words.h"
#include "ui/theme/band_fill.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace interleave {

namespace {

struct ShareBarWords {
    Q_DECLARE_TR_FUNCTIONS(CriticalPath)
};

double line_height(const QFont& font) {
    return std::ceil(QFontMetricsF(font).height() * 1.35);
}

bool is_shown(const ShareLine& line) {
    return line.ns > 0 || !line.is_told;
}

std::size_t shown_count(const std::vector<ShareLine>& lines) {
    return static_cast<std::size_t>(std::ranges::count_if(lines, is_shown));
}

/// The places of a line's words and bar.
class Columns {
public:
    Columns(const QRectF& area, const std::vector<ShareLine>& lines, const QFont& font)
        : metrics_(font)
        , gap_(std::ceil(metrics_.averageCharWidth() * 1.8)) {
        double kind = 0;
        double what = 0;
        double time = 0;
        double remark = 0;
        for (const ShareLine& line : lines) {
            if (!is_shown(line))
                continue;
            kind = std::max(kind, metrics_.horizontalAdvance(line.kind));
            what = std::max(what, metrics_.horizontalAdvance(line.what));
            time = std::max(time, metrics_.horizontalAdvance(duration_text(line.ns)));
            remark = std::max(remark, metrics_.horizontalAdvance(line.remark));
        }
        const double percent = metrics_.horizontalAdvance(percent_words(1, 1'000'000));
        double left = area.left();
        const auto place = [&](double width) {
            const double begin = left;
            left += width + gap_;
            return std::pair(begin, width);
        };
        kind_ = place(std::ceil(kind));
        what_ = place(std::ceil(std::min(what, area.width() * 0.3)));
        remark = std::ceil(std::min(remark, area.width() * 0.36));
        const double words = std::ceil(percent) + std::ceil(time) + remark + 3 * gap_;
        bar_ = place(std::max(1.0, area.right() - left - words));
        percent_ = place(std::ceil(percent));
        time_ = place(std::ceil(time));
        remark_ = place(remark);
    }

    using Place = std::pair<double, double>; ///< left and width
    void write(QPainter& painter, const Place& place, double top, double height, const QString& words,
               Qt::Alignment alignment) const {
        painter.drawText(QRectF(place.first, top, place.second + 1, height), alignment | Qt::AlignVCenter,
                         metrics_.elidedText(words, Qt::ElideRight, place.second + 1));
    }
    const Place& kind() const { return kind_; }
    const Place& what() const { return what_; }
    const Place& bar() const { return bar_; }
    const Place& percent() const { return percent_; }
    const Place& time() const { return time_; }
    const Place& remark() const { return remark_; }

private:
    QFontMetricsF metrics_;
    double gap_;
    Place kind_;
    Place what_;
    Place bar_;
    Place percent_;
    Place time_;
    Place remark_;
};

void draw_bar(QPainter& painter, const QRectF& place, const ShareLine& line, std::int64_t whole,
              const Theme& theme) {
    painter.fillRect(place, theme.stripe);
    double left = place.left();
    for (const ShareLine::Part& part : line.parts) {
        const double width = place.width() * static_cast<double>(part.ns) /
                             static_cast<double>(std::max<std::int64_t>(1, whole));
        if (part.ns > 0) // one in a thousand is to be seen, too
            fill_band(painter, QRectF(left, place.top(), std::max(1.0, width), place.height()),
                      theme.style(part.style));
        left += width;
    }
}

QString more_words(std::size_t left, bool took_none) {
    if (took_none)
        return left == 1 ? ShareBarWords::tr("and 1 more that it only passed through")
                         : ShareBarWords::tr("and %1 more that it only passed through").arg(left);
    return left == 1 ? ShareBarWords::tr("and 1 more") : ShareBarWords::tr("and %1 more").arg(left);
}

} // namespace

double share_bars_height(const std::vector<ShareLine>& lines, const QFont& font) {
    const std::size_t shown = shown_count(lines);
    return line_height(font) * static_cast<double>(shown + (shown < lines.size() ? 1 : 0));
}

void draw_share_bars(QPainter& painter, const QRectF& area, const std::vector<ShareLine>& lines,
                     std::int64_t whole, const Theme& theme, const QFont& font) {
    const Columns columns(area, lines, font);
    const double height = line_height(font);
    const auto room = static_cast<std::size_t>(std::max(0.0, std::floor(area.height() / height + 0.01)));
    const std::size_t shown =
        lines.size() <= room ? shown_count(lines) : std::min(shown_count(lines), room > 0 ? room - 1 : 0);
    painter.setFont(font);
    double top = area.top();
    std::size_t count = 0;
    QString last_kind;
    for (const ShareLine& line : lines) {
        if (!is_shown(line))
            continue;
        if (count++ == shown)
            break;
        painter.setPen(theme.muted);
        if (line.kind != last_kind) // the first of each kind names it
            columns.write(painter, columns.kind(), top, height, line.kind, Qt::AlignLeft);
        last_kind = line.kind;
        columns.write(painter, columns.remark(), top, height, line.remark, Qt::AlignLeft);
        painter.setPen(theme.text);
        columns.write(painter, columns.what(), top, height, line.what, Qt::AlignLeft);
        const QString unknown = QStringLiteral("?");
        columns.write(painter, columns.percent(), top, height,
                      line.is_told ? percent_words(line.ns, whole) : unknown, Qt::AlignRight);
        columns.write(painter, columns.time(), top, height, line.is_told ? duration_text(line.ns) : unknown,
                      Qt::AlignRight);
        if (line.is_told)
            draw_bar(painter, QRectF(columns.bar().first, top + 2, columns.bar().second, height - 4), line,
                     whole, theme);
        top += height;
    }
    const std::size_t left = lines.size() - shown;
    if (left == 0)
        return;
    painter.setPen(theme.muted);
    columns.write(painter, {columns.what().first, area.right() - columns.what().first}, top, height,
                  more_words(left, shown == shown_count(lines)), Qt::AlignLeft);
}

} // namespace interleave
