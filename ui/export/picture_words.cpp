// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/picture_words.h"

#include "core/analysis/lock_times.h"
#include "core/analysis/missing_records.h"
#include "ui/words/run_caption.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace interleave {

namespace {

struct PictureTexts {
    Q_DECLARE_TR_FUNCTIONS(PictureWords)
};

const QString& dot() {
    static const QString separator = QStringLiteral(" · ");
    return separator;
}

QString joined(QStringList parts, const QString& separator) {
    parts.removeAll(QString());
    return parts.join(separator);
}

QString as_sentence(QString words) {
    if (words.isEmpty())
        return words;
    words[0] = words[0].toUpper();
    return words.endsWith(QLatin1Char('.')) ? words : words + QLatin1Char('.');
}

/// Returns how long the object was held for which the others waited most; empty if nobody waited, or if that
/// cannot be told.
QString contention_text(const RunInfo& info, const Trace& trace) {
    if (misses_events(info.counts))
        return {};
    const std::vector<LockTimes> objects = lock_times(trace, 0, trace.time_end());
    const auto worst = std::ranges::max_element(objects, {}, &LockTimes::contended_hold_ns);
    if (worst == objects.end() || worst->contended_hold_ns == 0)
        return {};
    return PictureTexts::tr("%1 was held %2, %3 of them while others waited")
        .arg(QString::fromStdString(worst->name), duration_text(worst->hold_ns),
             duration_text(worst->contended_hold_ns));
}

/// Returns what was noted, by the numbers that the picture shows.
QString notes_text(const std::vector<Note>& notes) {
    QStringList parts;
    for (std::size_t place = 0; place < notes.size(); ++place) {
        const Note& note = notes[place];
        const QString when =
            note.until > note.from
                ? PictureTexts::tr("%1 to %2").arg(moment_text(note.from), moment_text(note.until))
                : moment_text(note.from);
        parts << PictureTexts::tr("%1 (%2) %3", "number of a note, when, and its text")
                     .arg(QString::number(place + 1), when, QString::fromStdString(note.text));
    }
    return parts.isEmpty() ? QString() : PictureTexts::tr("notes: %1").arg(parts.join(QStringLiteral("; ")));
}

QString seed_text(std::uint64_t seed) {
    return PictureTexts::tr("seed %1").arg(seed);
}

QString backends_text(const SweepRequest& request) {
    QStringList names;
    for (const Backend backend : request.backends)
        names << QLatin1String(name_of(backend));
    return names.join(QStringLiteral(", "));
}

/// Returns what the law of Amdahl says of each curve to which it was fitted, or why there is none.
QString laws_text(const SweepRequest& request, const SweepResult& result) {
    if (!request.axis.is_workers())
        return {};
    const auto percent = [](double share) { return QLocale().toString(100 * share, 'f', 1); };
    QStringList parts;
    for (const SweepCurve& curve : result.curves) {
        if (curve.laws)
            parts << PictureTexts::tr("%1: %2 % parallel (%3 to %4)")
                         .arg(QLatin1String(name_of(curve.backend)),
                              percent(curve.laws->amdahl.parallel_fraction),
                              percent(curve.laws->parallel_fraction.least),
                              percent(curve.laws->parallel_fraction.most));
    }
    return parts.isEmpty() ? sentence_of(why_no_laws()) : parts.join(QStringLiteral("; "));
}

QString runs_text(const SweepResult& result) {
    return result.runs_done == result.runs_total
               ? PictureTexts::tr("%1 runs").arg(result.runs_total)
               : PictureTexts::tr("%1 of %2 runs").arg(result.runs_done).arg(result.runs_total);
}

} // namespace

PictureWords words_of(const RunInfo& info, const Trace& trace, const std::vector<Note>& notes) {
    const Scenario* scenario = scenario_of(info);
    PictureWords words;
    words.title = title_text(info);
    words.sentence = joined({conditions_text(info, scenario),
                             scenario == nullptr ? QString() : QString::fromStdString(scenario->about)},
                            dot());
    QString end = as_sentence(joined({result_text(info), outcome_text(info)}, QStringLiteral("; ")));
    words.result = joined({end, as_sentence(contention_text(info, trace)), as_sentence(claims_text(info)),
                           as_sentence(notes_text(notes))},
                          QStringLiteral(" "));
    const QString what = joined({QString::fromStdString(info.scenario), QString::fromStdString(info.backend),
                                 parameters_text(info, scenario, NamedParameters::all),
                                 is_of_scenario(info) ? seed_text(info.seed) : QString()},
                                QStringLiteral(", "));
    words.details =
        joined({what, machine_text(info), recording_text(info), PictureTexts::tr("Interleave")}, dot());
    return words;
}

PictureWords words_of_table(const QString& title, const RunInfo& info, const Trace& trace) {
    PictureWords words = words_of(info, trace);
    words.sentence = QStringLiteral("%1 · %2").arg(title, conditions_text(info, scenario_of(info)));
    return words;
}

PictureWords words_of(const SweepRequest& request, const SweepResult& result) {
    const Scenario& scenario = *request.scenario;
    const QString axis = QString::fromStdString(request.axis.parameter->name).replace('_', ' ');
    PictureWords words;
    words.title = PictureTexts::tr("%1, over %2").arg(QString::fromStdString(scenario.title), axis);
    words.sentence = QString::fromStdString(scenario.about);
    const std::string doubt = first_doubt(request, result);
    words.result = joined(
        {as_sentence(laws_text(request, result)),
         doubt.empty()
             ? QString()
             : as_sentence(PictureTexts::tr("hollow points are doubtful: %1").arg(sentence_of(doubt)))},
        QStringLiteral(" "));

    RunInfo info; // what a sweep and its runs have in common
    info.scenario = scenario.name;
    info.machine = result.machine;
    for (const auto& [name, value] : request.parameters.named_values())
        if (name != request.axis.parameter->name)
            info.parameters[name] = value;
    const QString what =
        joined({QString::fromStdString(scenario.name), backends_text(request),
                parameters_text(info, &scenario, NamedParameters::all), seed_text(request.seed)},
               QStringLiteral(", "));
    words.details = joined({what,
                            PictureTexts::tr("%1 repeats, %2: median, least and most")
                                .arg(request.repeats)
                                .arg(runs_text(result)),
                            machine_text(info), PictureTexts::tr("Interleave")},
                           dot());
    return words;
}

} // namespace interleave
