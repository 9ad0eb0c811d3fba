// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/result_picture.h"

#include "ui/export/picture_sheet.h"
#include "ui/results/result_chart.h"
#include "ui/words/run_caption.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace interleave {

namespace {

struct ResultPictureWords {
    Q_DECLARE_TR_FUNCTIONS(Results)
};

constexpr double letters = 13;
/// Of a histogram, in proportion to its width.
constexpr double usual_height = 0.45;

QString joined(QStringList parts, const QString& separator) {
    parts.removeAll(QString());
    return parts.join(separator);
}

} // namespace

Drawing result_drawing(ShownResult result) {
    const auto shown = std::make_shared<const ShownResult>(std::move(result));
    return [shown](const PictureOptions& options) {
        const PictureSheet sheet(options);
        const Theme& theme = theme_of(options.theme);
        const QFont font = sheet.font(letters);
        const double wanted =
            shown->are_numbers ? usual_height * sheet.body_width() : height_of_words(*shown, font);
        const double height = std::floor(std::min(sheet.most_body_height(), wanted));
        return sheet.with_body(height, [shown, font, &theme](QPainter& painter, const QRectF& body) {
            draw_result(painter, body, *shown, theme, font);
        });
    };
}

PictureWords words_of(const RepeatResult& result, const ShownResult& shown) {
    const RunInfo& info = *result.first;
    const Scenario* scenario = scenario_of(info);
    const QString runs = result.spread.runs() == 1
                             ? ResultPictureWords::tr("1 run")
                             : ResultPictureWords::tr("%1 runs").arg(count_text(result.spread.runs()));
    const QString dot = QStringLiteral(" · ");
    PictureWords words;
    words.title =
        ResultPictureWords::tr("%1, %2", "a scenario and a number of runs").arg(title_text(info), runs);
    words.sentence = joined({conditions_text(info, scenario),
                             scenario == nullptr ? QString() : QString::fromStdString(scenario->about)},
                            dot);
    words.result = joined({shown.figures, shown.proof}, QStringLiteral(" "));
    const QString what = joined({QString::fromStdString(info.scenario), QString::fromStdString(info.backend),
                                 parameters_text(info, scenario, NamedParameters::all),
                                 ResultPictureWords::tr("seed %1").arg(info.seed)},
                                QStringLiteral(", "));
    words.details = joined({what, machine_text(info), ResultPictureWords::tr("Interleave")}, dot);
    return words;
}

ShownResult first_result(const ResultSpread& spread) {
    return shown_result(spread, result_choices(spread).front());
}

} // namespace interleave
