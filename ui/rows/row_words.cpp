// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/row_words.h"

#include "ui/words/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStaticText>
#include <QStringList>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace interleave {

namespace {

struct RowWords {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

/// One of the texts for runs of one kind, laid out once for all of them.
struct Candidate {
    QString words;
    double width;
    QStaticText laid_out;
};

/// The texts for runs of one style and subject, from the longest to the shortest.
struct RunTexts {
    StyleId style;
    std::uint32_t subject;
    std::vector<Candidate> candidates;
};

QString lane_name(const Trace& trace, LaneId lane) {
    return lane < trace.lane_count() ? row_name(trace, {TimelineRow::Kind::lane, lane}) : QString();
}

/// The value of a variable and who wrote it, for a run whose subject is the change.
QStringList words_of_value(const Trace& trace, const Object& variable, const Run& run) {
    if (run.subject >= variable.changes().size())
        return {};
    const ObjectChange& change = variable.changes()[run.subject];
    const QString value = integer_text(change.value);
    const QString writer = lane_name(trace, change.holder);
    if (writer.isEmpty())
        return {value};
    if (run.style == lost_value_style)
        return {RowWords::tr("%1 again, by %2: an update is lost").arg(value, writer),
                RowWords::tr("%1 again, by %2").arg(value, writer), value};
    return {RowWords::tr("%1 by %2").arg(value, writer), value};
}

QStringList words_of(const TimelineFrame& frame, const TimelineRow& row, const Run& run) {
    const Trace& trace = frame.trace_of(row);
    if (run.style == value_style || run.style == lost_value_style)
        return words_of_value(trace, trace.object(row.index), run);
    if (row.kind == TimelineRow::Kind::object || row.kind == TimelineRow::Kind::processor) {
        const std::size_t lane = run.subject;
        if (lane >= trace.lane_count())
            return {};
        return {row_name(trace, {TimelineRow::Kind::lane, lane})};
    }
    if (run.style == missing_style || run.style == missing_switches_style) {
        const QString count = count_text(run.subject);
        return {RowWords::tr("at least %1 %2").arg(count, style_text(run.style)),
                RowWords::tr("≥ %1 missing").arg(count), RowWords::tr("≥ %1").arg(count)};
    }
    const auto state = static_cast<LaneState>(run.style);
    QStringList words;
    if (const Object* object = run.subject == 0 ? nullptr : trace.find_object(run.subject)) {
        const QString name = QString::fromStdString(object->name());
        if (name.compare(short_text(state), Qt::CaseInsensitive) != 0) // not "GIL: GIL"
            words << QStringLiteral("%1: %2").arg(short_text(state), name);
        words << name;
    } else {
        words << title_text(state);
    }
    words << short_text(state) << glyph_text(state);
    words.removeAll(QString());
    return words;
}

/// Returns the texts for this run, made when the first run of its kind comes: a row has thousands of runs,
/// but few kinds.
const RunTexts& texts_of(std::vector<RunTexts>& known, const TimelineFrame& frame, const TimelineRow& row,
                         const Run& run, const QFont& font) {
    for (const RunTexts& texts : known)
        if (texts.style == run.style && texts.subject == run.subject)
            return texts;
    const QFontMetricsF metrics(font);
    RunTexts texts{run.style, run.subject, {}};
    for (const QString& words : words_of(frame, row, run)) {
        QStaticText laid_out(words);
        laid_out.setTextFormat(Qt::PlainText);
        laid_out.prepare({}, font);
        texts.candidates.push_back({words, metrics.horizontalAdvance(words), laid_out});
    }
    return known.emplace_back(std::move(texts));
}

/// Pixels that are left free at both ends of a word.
constexpr double words_margin = 4;
/// What letters may take of a bar's height.
constexpr double band_share_of_letters = 0.8;
/// Numbers of steps are smaller than the words of bars.
constexpr double step_share_of_letters = 0.85;
/// A name is shortened where there is so much room, and left out where there is less.
constexpr double least_elided_words = 36;

} // namespace

void draw_words(QPainter& painter, const TimelineFrame& frame, const TimelineRow& row, const QRectF& bar,
                const BandRow& bands) {
    if (bands.runs().empty() || bands.width() == 0)
        return;
    const double unit = bar.width() / bands.width();
    QRectF bands_place = bar;
    if (row.kind == TimelineRow::Kind::object &&
        frame.trace_of(row).object(row.index).kind() !=
            ObjectKind::variable) // its bands fill only the upper part
        bands_place.setHeight(bar.height() * 5 / 8);
    const std::optional<QFont> fitting = font_in_bar(frame, bands_place.height(), band_share_of_letters);
    if (!fitting)
        return; // such a bar shows only its pattern
    const QFont& font = *fitting;
    const QFontMetricsF metrics(font);
    const double least = metrics.averageCharWidth() + 2;
    painter.setFont(font);
    std::vector<RunTexts> known;
    for (const Run& run : bands.runs()) {
        const double room = (run.end - run.begin) * unit;
        if (room < least)
            continue;
        const BandStyle& style = frame.theme->style(run.style);
        // The pattern is the sign that needs no colour, so words leave a good part of it visible.
        const bool patterned = style.pattern != Pattern::solid;
        const double most = patterned ? std::min(room - 2, (room - 6) / 1.5) : room - 2;
        const std::vector<Candidate>& candidates = texts_of(known, frame, row, run, font).candidates;
        for (const Candidate& candidate : candidates) {
            QStaticText shown = candidate.laid_out;
            double width = candidate.width;
            if (width > most || (width + 2 * words_margin > room && candidate.words.size() > 1)) {
                // Only a name is cut, and only where nothing shorter is left.
                if (room < least_elided_words + 2 * words_margin || row.kind == TimelineRow::Kind::lane ||
                    &candidate != &candidates.back() || run.style == value_style ||
                    run.style == lost_value_style)
                    continue;
                const QString cut = metrics.elidedText(candidate.words, Qt::ElideRight,
                                                       std::min(most, room - 2 * words_margin));
                width = metrics.horizontalAdvance(cut);
                shown = QStaticText(cut);
                shown.setTextFormat(Qt::PlainText);
            }
            const double left =
                bands_place.left() + run.begin * unit + std::min(words_margin, (room - width) / 2);
            if (patterned) { // letters are hard to read on a pattern
                const double height = std::min(bands_place.height() - 2, metrics.height());
                painter.fillRect(QRectF(left - 2, bands_place.center().y() - height / 2, width + 4, height),
                                 style.fill);
            }
            painter.setPen(style.text);
            painter.drawStaticText(QPointF(left, bands_place.center().y() - metrics.height() / 2), shown);
            break;
        }
    }
}

void draw_step_words(QPainter& painter, const TimelineFrame& frame, const QRectF& place,
                     const BandRow& bands) {
    if (bands.runs().empty() || bands.height() == 0)
        return;
    const double unit = place.width() / bands.width();
    for (const Run& run : bands.runs()) {
        const std::span<const Band> step = bands.column(run.begin);
        const double room = (run.end - run.begin) * unit - 2 * words_margin;
        if (step.empty() || room <= 0)
            continue;
        const double height = (step.front().bottom - step.front().top) * place.height() / bands.height();
        std::optional<QFont> font = font_in_bar(frame, height, band_share_of_letters);
        if (!font)
            continue;
        font->setPixelSize(std::max(
            frame.least_letters,
            std::min(font->pixelSize(), static_cast<int>(frame.font.pixelSize() * step_share_of_letters))));
        const QFontMetricsF metrics(*font);
        QStringList texts{count_text(run.subject)};
        if (run.style != value_style)
            texts.prepend(RowWords::tr("%1 wait").arg(texts.front()));
        const auto fitting = std::ranges::find_if(
            texts, [&](const QString& words) { return metrics.horizontalAdvance(words) <= room; });
        if (fitting == texts.end())
            continue;
        painter.setFont(*font);
        painter.setPen(frame.theme->style(run.style).text);
        painter.drawText(
            QRectF(place.left() + run.begin * unit + words_margin, place.bottom() - height, room, height),
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, *fitting);
    }
}

void draw_unused_names(QPainter& painter, const TimelineFrame& frame, const TimelineRow& row,
                       const QRectF& bar, const QColor& ground) {
    QStringList names;
    for (const std::size_t index : row.members)
        names << row_name(frame.trace_of(row), {TimelineRow::Kind::object, index});
    if (names.isEmpty())
        names << (frame.trace_of(row).object(row.index).changes().empty() ? RowWords::tr("not used")
                                                                          : RowWords::tr("nobody waited"));
    const std::optional<QFont> font = font_in_bar(frame, bar.height(), band_share_of_letters);
    if (!font)
        return;
    const QRectF place = bar.adjusted(words_margin, 0, -words_margin, 0);
    const QFontMetricsF metrics(*font);
    const QString words = metrics.elidedText(names.join(QStringLiteral(", ")), Qt::ElideRight, place.width());
    // The value of what nobody waited for is a line at the height of the words.
    QRectF plate = metrics.boundingRect(words);
    plate.moveCenter({place.left() + plate.width() / 2, place.center().y()});
    painter.fillRect(plate.adjusted(-words_margin, 0, words_margin, 0), ground);
    painter.setFont(*font);
    painter.setPen(frame.theme->muted);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, words);
}

} // namespace interleave
