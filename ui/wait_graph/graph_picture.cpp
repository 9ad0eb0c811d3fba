// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wait_graph/graph_picture.h"

#include "core/event/error.h"
#include "ui/export/picture_sheet.h"
#include "ui/wait_graph/graph_drawing.h"
#include "ui/words/run_caption.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace interleave {

namespace {

struct GraphPictureWords {
    Q_DECLARE_TR_FUNCTIONS(WaitGraph)
};

constexpr double letters = 15;
constexpr int most_sentences = 4; ///< of waits; more would be longer than the picture

} // namespace

Drawing graph_drawing(ShownGraph graph) {
    const auto shown = std::make_shared<const ShownGraph>(std::move(graph));
    return [shown](const PictureOptions& options) {
        const PictureSheet sheet(
            options, GraphPictureWords::tr("Shown: who waits for whom at %1.").arg(moment_text(shown->time)));
        const QFont font = sheet.font(letters);
        const std::optional<PlacedGraph> placed =
            lay_out_for(*shown, font, QSizeF(sheet.body_width(), sheet.most_body_height()));
        if (!placed)
            throw RunError("Graphviz cannot lay out the graph; is its package installed whole?");
        const double scale =
            GraphPlace::in(QRectF(0, 0, sheet.body_width(), sheet.most_body_height()), placed->size).scale;
        const double height =
            std::floor(std::min(sheet.most_body_height(), placed->size.height() * scale + 1));
        const Theme& theme = theme_of(options.theme);
        return sheet.with_body(
            height, [shown, placed = *placed, font, &theme](QPainter& painter, const QRectF& body) {
                draw_graph(painter, body, *shown, placed, theme, font);
            });
    };
}

PictureWords words_of(const ShownGraph& shown, const std::vector<LockOrderReport>& lock_orders,
                      const RunInfo& info, const Trace& trace) {
    PictureWords words = words_of(info, trace);
    words.sentence = QStringLiteral("%1 · %2").arg(GraphPictureWords::tr("Who waits for whom"),
                                                   conditions_text(info, scenario_of(info)));
    QStringList sentences;
    for (const QString& ring : shown.rings)
        sentences << GraphPictureWords::tr("Deadlock: %1.").arg(ring);
    sentences << shown.waits.mid(0, most_sentences);
    if (shown.waits.size() > most_sentences)
        sentences << GraphPictureWords::tr("%1 more waits.").arg(shown.waits.size() - most_sentences);
    if (!shown.left_out.isEmpty())
        sentences << shown.left_out;
    sentences << lock_order_words(lock_orders).mid(0, most_sentences);
    words.result = sentences.join(QLatin1Char(' '));
    return words;
}

} // namespace interleave
