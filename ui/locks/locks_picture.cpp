// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/locks_picture.h"

#include "ui/export/picture_sheet.h"
#include "ui/export/table_picture.h"
#include "ui/locks/blame_chart.h"
#include "ui/locks/duration_chart.h"
#include "ui/locks/family_sentence.h"
#include "ui/locks/object_strip.h"
#include "ui/locks/parts_chart.h"
#include "ui/words/run_caption.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace interleave {

namespace {

struct LocksPictureWords {
    Q_DECLARE_TR_FUNCTIONS(Locks)
};

constexpr double letters = 13;
constexpr std::size_t most_locks = 8;
constexpr double most_table = 28 * 7; ///< five rows with their titles

/// The parts of the picture from the top to the bottom, with their heights.
class PlacedPicture {
public:
    PlacedPicture(std::shared_ptr<const RunWaits> waits, const ObjectFigures& figures,
                  const PictureSheet& sheet, const Theme& theme)
        : waits_(std::move(waits))
        , figures_(&figures)
        , theme_(&theme)
        , font_(sheet.font(letters))
        , title_font_(sheet.font(letters, true))
        , gap_(std::round(sheet.length(14)))
        , locks_(members_of(*waits_, family_of(figures.times.kind)))
        , matrix_(blame_matrix(*waits_, figures))
        , durations_(durations_of(figures)) {
        if (is_lock(figures.times.kind))
            parts_ =
                parts_height(std::min(locks_.size(), most_locks), figures.times, sheet.body_width(), font_);
        if (!matrix_.empty())
            blame_ = BlameLayout::height_of(matrix_, font_);
        if (!durations_.empty())
            histogram_ = std::round(sheet.length(150));
        over_time_ = over_time_height(figures, font_);
        place_table(sheet, theme);
        shrink(sheet.most_body_height());
    }

    double height() const {
        double sum = 0;
        for (const double part : {parts_, table_height(), middle(), over_time_})
            sum += part > 0 ? part + title_height() + gap_ : 0;
        return std::max(0.0, sum - gap_);
    }

    void draw(QPainter& painter, const QRectF& body) const {
        double top = body.top();
        const auto next = [&](double height, const QString& title) {
            painter.setFont(title_font_);
            painter.setPen(theme_->text);
            painter.drawText(QRectF(body.left(), top, body.width(), title_height()),
                             Qt::AlignLeft | Qt::AlignVCenter, title);
            const QRectF place(body.left(), top + title_height(), body.width(), height);
            top = place.bottom() + gap_;
            painter.setFont(font_);
            return place;
        };
        const QString name = QString::fromStdString(figures_->times.name);
        if (parts_ > 0)
            draw_parts(painter, next(parts_, LocksPictureWords::tr("Where the time of each lock went")),
                       locks_, figures_->times, waits_->is_complete, *theme_, font_);
        if (table_)
            table_->draw(painter, next(table_->height, title_of(family_of(figures_->times.kind))).topLeft());
        if (middle() > 0) {
            QRectF place =
                next(middle(), LocksPictureWords::tr("%1: who waited for whom, and how long").arg(name));
            if (!matrix_.empty() && !durations_.empty()) {
                QRectF left = place;
                left.setWidth(std::floor(place.width() * 0.5 - gap_));
                draw_blame(painter, left, matrix_, *theme_, font_);
                place.setLeft(left.right() + 2 * gap_);
                draw_durations(painter, place, durations_, waits_->is_complete, *theme_, font_);
            } else if (!matrix_.empty()) {
                draw_blame(painter, place, matrix_, *theme_, font_);
            } else {
                draw_durations(painter, place, durations_, waits_->is_complete, *theme_, font_);
            }
        }
        draw_over_time(painter, next(over_time_, LocksPictureWords::tr("%1 over time").arg(name)), *waits_,
                       *figures_, *theme_, font_);
    }

private:
    double title_height() const { return std::ceil(QFontMetricsF(title_font_).height() * 1.5); }
    double middle() const { return std::max(blame_, histogram_); }
    double table_height() const { return table_ ? table_->height : 0; }

    /// The table of what only such objects have is there if no other part but the rows of lanes, which the
    /// timeline has, too, must give way for it, and these not by much.
    void place_table(const PictureSheet& sheet, const Theme& theme) {
        Table table = own_table(*waits_, family_of(figures_->times.kind));
        constexpr double most_of_rows = 0.4;
        const double room =
            sheet.most_body_height() - height() - title_height() - gap_ + over_time_ * most_of_rows;
        if (table.columns.empty() || room <= 0)
            return;
        const TablePart part =
            table_part(std::move(table), sheet, theme, std::min(room, sheet.length(most_table)));
        if (part.height <= room)
            table_ = part;
    }

    /// Takes from the parts what is too much, from those first that say it elsewhere, too.
    void shrink(double most) {
        const double too_much = height() - most;
        if (too_much <= 0)
            return;
        const double from_rows = std::min(too_much, std::max(0.0, over_time_ - 90));
        over_time_ -= from_rows;
        blame_ = std::min(blame_, std::max(80.0, middle() - (too_much - from_rows)));
        histogram_ = std::min(histogram_, std::max(80.0, middle()));
    }

    std::shared_ptr<const RunWaits> waits_;
    const ObjectFigures* figures_;
    const Theme* theme_;
    QFont font_;
    QFont title_font_;
    double gap_;
    std::vector<const ObjectFigures*> locks_;
    BlameMatrix matrix_;
    std::vector<NamedDurations> durations_;
    std::optional<TablePart> table_;
    double parts_ = 0; ///< heights; 0 for a part that is not drawn
    double blame_ = 0;
    double histogram_ = 0;
    double over_time_ = 0;
};

} // namespace

const ObjectFigures* usual_object(const RunWaits& waits) noexcept {
    return waits.objects.empty() ? nullptr : &waits.objects.front();
}

Drawing locks_drawing(std::shared_ptr<const RunWaits> waits, ObjectId object) {
    return [waits = std::move(waits), object](const PictureOptions& options) {
        const QString shown = waits->is_part
                                  ? LocksPictureWords::tr("Shown: %1 to %2.")
                                        .arg(moment_text(waits->range.from), moment_text(waits->range.until))
                                  : QString();
        const PictureSheet sheet(options, shown);
        PlacedPicture placed(waits, *waits->find(object), sheet, theme_of(options.theme));
        const double height = std::min(sheet.most_body_height(), placed.height());
        return sheet.with_body(height, [placed = std::move(placed)](QPainter& painter, const QRectF& body) {
            painter.save();
            painter.setRenderHint(QPainter::Antialiasing);
            placed.draw(painter, body);
            painter.restore();
        });
    };
}

QString joined_sentences(QStringList sentences) {
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

PictureWords locks_words(const RunWaits& waits, ObjectId object, const RunInfo& info) {
    PictureWords words = words_of(info, *waits.trace);
    words.sentence = QStringLiteral("%1 · %2").arg(LocksPictureWords::tr("Locks"),
                                                   conditions_text(info, scenario_of(info)));
    if (const ObjectFigures* figures = waits.find(object))
        words.result = joined_sentences(
            {blame_sentence(waits, *figures), family_sentence(waits, *figures), words.result});
    return words;
}

} // namespace interleave
