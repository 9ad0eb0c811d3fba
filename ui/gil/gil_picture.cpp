// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gil/gil_picture.h"

#include "core/analysis/missing_records.h"
#include "ui/export/picture_sheet.h"
#include "ui/gil/gil_chart.h"
#include "ui/gil/gil_words.h"
#include "ui/words/run_caption.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <memory>
#include <utility>

namespace interleave {

namespace {

struct GilPictureWords {
    Q_DECLARE_TR_FUNCTIONS(Gil)
};

constexpr double letters = 13;

} // namespace

Drawing gil_drawing(ShownGil gil, bool is_whole) {
    const auto shown = std::make_shared<const ShownGil>(std::move(gil));
    return [shown, is_whole](const PictureOptions& options) {
        const PictureSheet sheet(options,
                                 GilPictureWords::tr("Shown: %1 to %2.")
                                     .arg(moment_text(shown->range.from), moment_text(shown->range.until)));
        const Theme& theme = theme_of(options.theme);
        const QFont font = sheet.font(letters);
        const double height =
            std::floor(std::min(sheet.most_body_height(), GilChart::wanted_height(*shown, font)));
        return sheet.with_body(height,
                               [shown, is_whole, font, &theme](QPainter& painter, const QRectF& body) {
                                   GilChart(body, *shown, font, is_whole).draw(painter, theme);
                               });
    };
}

PictureWords words_of(const ShownGil& shown, const RunInfo& info, const Trace& trace) {
    const bool is_whole = !misses_events(info.counts);
    PictureWords words = words_of(info, trace);
    const QString name = QString::fromStdString(shown.figures->name);
    words.sentence =
        QStringLiteral("%1 · %2").arg(GilPictureWords::tr("Who holds %1, and who wants it").arg(name),
                                      conditions_text(info, scenario_of(info)));
    const QString part = shown.part ? GilPictureWords::tr("From %1 to %2: ")
                                          .arg(moment_text(shown.part->from), moment_text(shown.part->until))
                                    : QString();
    const QString meaning = meaning_text(shown, is_whole);
    QString figures = figures_text(*shown.figures, is_whole);
    if (part.isEmpty())
        figures[0] = figures[0].toUpper();
    words.result =
        part + figures + QLatin1Char('.') + (meaning.isEmpty() ? QString() : QLatin1Char(' ') + meaning);
    return words;
}

} // namespace interleave
