#include "ui/timeline/row_words.h"

#include "ui/timeline/words.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>

#include <algorithm>

namespace interleave {

namespace {

/// From the fullest words to the shortest.
QStringList words_of(const TimelineFrame& frame, const TimelineRow& row, const Run& run) {
    if (row.kind == TimelineRow::Kind::object) {
        const std::size_t lane = run.subject;
        if (lane >= frame.trace->lane_count())
            return {};
        return {row_name(*frame.trace, {TimelineRow::Kind::lane, lane})};
    }
    const auto state = static_cast<LaneState>(run.style);
    QStringList words;
    if (const Object* object = run.subject == 0 ? nullptr : frame.trace->find_object(run.subject)) {
        const QString name = QString::fromStdString(object->name());
        if (name.compare(short_text(state), Qt::CaseInsensitive) != 0) // not "GIL: GIL"
            words << QStringLiteral("%1: %2").arg(short_text(state), name);
        words << name;
    } else {
        words << title_text(state);
    }
    words << short_text(state) << glyph_text(state);
    return words;
}

/// Pixels left free at both ends of a word.
constexpr double margin = 4;
/// Bars lower than this show their patterns only.
constexpr double least_height = 10;
/// A name is cut, not dropped, where there is room for so much of it.
constexpr double least_elided = 36;

} // namespace

void draw_words(QPainter& painter, const TimelineFrame& frame, const TimelineRow& row, const QRectF& bar,
                const BandRow& bands) {
    if (bands.runs().empty() || bands.width() == 0)
        return;
    const double unit = bar.width() / bands.width();
    QRectF strip = bar;
    if (row.kind == TimelineRow::Kind::object) // its bands fill the upper part only
        strip.setHeight(bar.height() * 5 / 8);
    QFont font = frame.font;
    if (font.pixelSize() > 0)
        font.setPixelSize(std::max(7, std::min(font.pixelSize(), static_cast<int>(strip.height() * 0.8))));
    const QFontMetricsF metrics(font);
    if (strip.height() < least_height)
        return;
    const double least = metrics.averageCharWidth() + 2;
    painter.setFont(font);
    for (const Run& run : bands.runs()) {
        const double room = (run.end - run.begin) * unit;
        if (room < least)
            continue;
        for (const QString& words : words_of(frame, row, run)) {
            if (words.isEmpty())
                continue;
            QString shown = words;
            double width = metrics.horizontalAdvance(words);
            if (width + 2 * margin > room && words.size() > 1) {
                if (room < least_elided + 2 * margin || row.kind == TimelineRow::Kind::lane)
                    continue;
                shown = metrics.elidedText(words, Qt::ElideRight, room - 2 * margin);
                width = metrics.horizontalAdvance(shown);
            }
            const BandStyle& style = frame.theme->style(run.style);
            // The pattern is the sign that needs no colour: words leave a good part of it free.
            const bool patterned = style.pattern != Pattern::solid;
            if (width + 2 > room || (patterned && room < 1.5 * width + 6))
                continue;
            const double left = strip.left() + run.begin * unit + std::min(margin, (room - width) / 2);
            const QRectF place(left, strip.top(), width, strip.height());
            if (patterned) { // a quiet ground, or the pattern runs through the letters
                const double height = std::min(strip.height() - 2, metrics.height());
                painter.fillRect(QRectF(left - 2, strip.center().y() - height / 2, width + 4, height),
                                 style.fill);
            }
            painter.setPen(text_on(style));
            painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, shown);
            break;
        }
    }
}

} // namespace interleave
