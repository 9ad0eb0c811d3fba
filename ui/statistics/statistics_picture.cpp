// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/statistics_picture.h"

#include "core/event/error.h"
#include "ui/export/picture_sheet.h"
#include "ui/export/table_picture.h"
#include "ui/statistics/parallelism_chart.h"
#include "ui/statistics/state_bars.h"
#include "ui/statistics/statistics_tables.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

namespace interleave {

namespace {

struct StatisticsPictureWords {
    Q_DECLARE_TR_FUNCTIONS(Statistics)
};

constexpr double statistics_letters = 13;
constexpr double chart_height = 170;
constexpr double least_chart_height = 95;
constexpr double unlimited = 1e6;
constexpr double space_between = 14;

/// The parts of the picture from the top to the bottom.
class PlacedStatistics {
public:
    PlacedStatistics(const std::shared_ptr<const ShownStatistics>& shown, const PictureSheet& sheet,
                     const Theme& theme) {
        const QFont font = sheet.font(statistics_letters);
        const double most = sheet.most_body_height();
        const double width = sheet.body_width();
        const double gap = std::round(sheet.length(space_between));
        const auto add = [&](double height, std::function<void(QPainter&, const QRectF&)> draw) {
            parts_.push_back({QRectF(0, height_, width, height), std::move(draw)});
            height_ += height + gap;
        };
        const bool has_states = shown->trace->knows_states();
        Table lanes = narrow_lane_table(*shown->trace, shown->figures);
        const double bars = has_states ? state_bars_height(*shown, font, width) : 0;
        const double rows = table_part(lanes, sheet, theme, unlimited).height;
        // The chart gives way to lanes that else had no row in the table.
        const double chart =
            has_states ? std::round(std::clamp(most - bars - rows - 2 * gap, sheet.length(least_chart_height),
                                               sheet.length(chart_height)))
                       : 0;
        if (has_states)
            add(std::min(bars, std::max(80.0, most - chart - gap)),
                [shown, font, &theme](QPainter& painter, const QRectF& place) {
                    draw_state_bars(painter, place, *shown, theme, font);
                });
        if (!shown->figures.parallelism.columns.empty())
            add(std::min(chart, std::max(80.0, most - height_)),
                [shown, font, &theme](QPainter& painter, const QRectF& place) {
                    draw_parallelism(painter, place, *shown, theme, font);
                });
        const double least_table = sheet.length(90);
        for (Table& table : std::vector{std::move(lanes), wait_table(*shown->trace, shown->figures)}) {
            if (table.rows.empty() || most - height_ < least_table)
                continue;
            TablePart part = table_part(std::move(table), sheet, theme, most - height_);
            add(part.height, [draw = std::move(part.draw)](QPainter& painter, const QRectF& place) {
                painter.setRenderHint(QPainter::Antialiasing, false);
                draw(painter, place.topLeft());
            });
        }
        height_ = std::max(1.0, height_ - gap);
    }

    double height() const { return height_; }

    void draw(QPainter& painter, const QRectF& body) const {
        for (const Part& part : parts_) {
            painter.setRenderHint(QPainter::Antialiasing);
            part.draw(painter, part.place.translated(body.topLeft()));
        }
    }

private:
    struct Part {
        QRectF place;
        std::function<void(QPainter&, const QRectF&)> draw;
    };
    std::vector<Part> parts_;
    double height_ = 0;
};

} // namespace

Drawing statistics_drawing(std::shared_ptr<const ShownStatistics> shown) {
    return [shown = std::move(shown)](const PictureOptions& options) {
        const QString range = shown->selection ? StatisticsPictureWords::tr("Shown: %1 to %2.")
                                                     .arg(moment_text(shown->selection->from),
                                                          moment_text(shown->selection->until))
                                               : QString();
        QString summary = summary_text(*shown);
        if (!summary.isEmpty())
            summary = summary.at(0).toUpper() + summary.sliced(1) + QLatin1Char('.');
        PictureOptions with_summary = options;
        QString& result = with_summary.words.result;
        if (!options.words.details.isEmpty()) // the words below the picture are wanted
            result = QStringList{summary, result}.join(QLatin1Char(' ')).trimmed();
        const PictureSheet sheet(with_summary, range);
        PlacedStatistics placed(shown, sheet, theme_of(options.theme));
        const double height = std::min(sheet.most_body_height(), placed.height());
        return sheet.with_body(height, [placed = std::move(placed)](QPainter& painter, const QRectF& body) {
            painter.save();
            placed.draw(painter, body);
            painter.restore();
        });
    };
}

Drawing statistics_drawing(StatisticsQuestion question) {
    return [question = std::move(question)](const PictureOptions& options) {
        StatisticsQuestion asked = question;
        asked.selection = options.range;
        asked.lanes = options.lanes;
        const auto shown = look_at_statistics(asked);
        if (shown->figures.lanes.empty())
            throw RunError("the part of the run has nothing to show in its statistics");
        return statistics_drawing(shown)(options);
    };
}

PictureWords statistics_words(const RunInfo& info, const Trace& trace) {
    return words_of_table(StatisticsPictureWords::tr("Statistics"), info, trace);
}

} // namespace interleave
