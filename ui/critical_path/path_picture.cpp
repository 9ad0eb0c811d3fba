// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/critical_path/path_picture.h"

#include "ui/critical_path/path_strip.h"
#include "ui/critical_path/share_bars.h"
#include "ui/export/picture_sheet.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace interleave {

namespace {

struct PathPictureWords {
    Q_DECLARE_TR_FUNCTIONS(CriticalPath)
};

constexpr double letters = 13;

/// The parts of the picture from the top to the bottom.
class PlacedPath {
public:
    PlacedPath(std::shared_ptr<const Trace> trace, std::shared_ptr<const ShownPath> shown,
               const CollectorCounts& counts, const PictureSheet& sheet, const Theme& theme)
        : trace_(std::move(trace))
        , shown_(std::move(shown))
        , theme_(&theme)
        , font_(sheet.font(letters))
        , title_font_(sheet.font(letters, true))
        , gap_(std::round(sheet.length(12)))
        , lines_(share_lines(*trace_, shown_->shares, counts)) {
        constexpr double most_strip = 0.45; // of the picture
        const double room = std::max(0.0, sheet.most_body_height() - 2 * title_height() - gap_);
        bars_ = share_bars_height(lines_, font_);
        strip_ = std::min(path_strip_height(*shown_, font_), std::max(room * most_strip, room - bars_));
        bars_ = std::min(bars_, std::max(0.0, room - strip_));
    }

    double height() const { return 2 * title_height() + strip_ + gap_ + bars_; }

    void draw(QPainter& painter, const QRectF& body) const {
        double top = body.top();
        const auto title = [&](const QString& words) {
            painter.setFont(title_font_);
            painter.setPen(theme_->text);
            painter.drawText(QRectF(body.left(), top, body.width(), title_height()),
                             Qt::AlignLeft | Qt::AlignVCenter, words);
            top += title_height();
        };
        title(PathPictureWords::tr("Its way through the lanes"));
        draw_path_strip(painter, QRectF(body.left(), top, body.width(), strip_), *trace_, *shown_, *theme_,
                        font_);
        top += strip_ + gap_;
        title(PathPictureWords::tr("What it is made of"));
        painter.setRenderHint(QPainter::Antialiasing);
        draw_share_bars(painter, QRectF(body.left(), top, body.width(), bars_), lines_, shown_->path.length(),
                        *theme_, font_);
    }

private:
    double title_height() const { return std::ceil(QFontMetricsF(title_font_).height() * 1.5); }

    std::shared_ptr<const Trace> trace_;
    std::shared_ptr<const ShownPath> shown_;
    const Theme* theme_;
    QFont font_;
    QFont title_font_;
    double gap_;
    std::vector<ShareLine> lines_;
    double strip_ = 0; ///< heights
    double bars_ = 0;
};

} // namespace

Drawing path_drawing(std::shared_ptr<const Trace> trace, ShownPath shown, const CollectorCounts& counts) {
    return [trace = std::move(trace), shown = std::make_shared<const ShownPath>(std::move(shown)),
            counts](const PictureOptions& options) {
        const PictureSheet sheet(options);
        PlacedPath placed(trace, shown, counts, sheet, theme_of(options.theme));
        const double height = std::min(sheet.most_body_height(), placed.height());
        return sheet.with_body(height, [placed = std::move(placed)](QPainter& painter, const QRectF& body) {
            painter.save();
            placed.draw(painter, body);
            painter.restore();
        });
    };
}

} // namespace interleave
