// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/run_caption.h"

#include "core/analysis/deadlock_text.h"
#include "core/analysis/missing_records.h"
#include "core/analysis/outcome_label.h"
#include "core/analysis/run_text.h"
#include "core/engine/program_to_record.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cstring>

namespace interleave {

namespace {

struct RunCaptionWords {
    Q_DECLARE_TR_FUNCTIONS(RunCaption)
};

const Parameter* parameter_of(const Scenario* scenario, const std::string& name) {
    if (scenario == nullptr)
        return nullptr;
    const auto found = std::ranges::find(scenario->parameters, name, &Parameter::name);
    return found == scenario->parameters.end() ? nullptr : &*found;
}

Value default_of(const Parameter& parameter) {
    return std::visit([](const auto& value) { return Value(value); }, parameter.default_value);
}

/// Returns a truth value, number or text; nothing for a value that has parts.
QString single_value_text(const Value& value) {
    if (const auto flag = value.flag())
        return *flag ? RunCaptionWords::tr("on") : RunCaptionWords::tr("off");
    if (const auto number = value.number())
        return number_words(*number);
    return value.text() != nullptr ? QString::fromStdString(*value.text()) : QString();
}

QString with_unit(const QString& number, const QString& unit) {
    return unit.isEmpty() ? number : number + QChar(0x202f) + unit;
}

/// Parameters are written as they were set, figures that were measured with the digits that matter.
QString parameter_text(const std::string& name, const Value& value, const Parameter* parameter) {
    const QString words = value.number() && !value.is_whole() ? QLocale().toString(*value.number(), 'g', 6)
                                                              : single_value_text(value);
    const QString unit = parameter == nullptr ? QString() : QString::fromStdString(parameter->unit);
    return QString::fromStdString(name).replace(QLatin1Char('_'), QLatin1Char(' ')) + QLatin1Char(' ') +
           with_unit(words, unit);
}

/// Returns the values in the order in which the scenario has its parameters, then what it does not know.
NamedValues in_order_of(const Scenario* scenario, const NamedValues& values) {
    NamedValues ordered;
    if (scenario != nullptr) {
        for (const Parameter& parameter : scenario->parameters)
            if (const Value* value = values.find(parameter.name))
                ordered[parameter.name] = *value;
    }
    ordered.update(values);
    return ordered;
}

/// Returns the number of workers, if a parameter says it.
std::optional<int> worker_number(const RunInfo& info, const Scenario* scenario) {
    for (const auto& [name, value] : info.parameters) {
        const Parameter* parameter = parameter_of(scenario, name);
        if (parameter != nullptr && parameter->counts_workers && value.number())
            return static_cast<int>(*value.number());
    }
    return std::nullopt;
}

/// What is longer than this is a text to read, or a picture, and no figure for a caption.
constexpr qsizetype longest_value = 40;

} // namespace

const Scenario* scenario_of(const RunInfo& info) {
    const auto scenarios = all_scenarios();
    const auto found = std::ranges::find(scenarios, info.scenario, &Scenario::name);
    return found == scenarios.end() ? nullptr : *found;
}

bool is_of_program(const RunInfo& info) {
    return info.mode == mode_of_recording;
}

QString backend_text(Backend backend) {
    return backend == Backend::gil ? RunCaptionWords::tr("GIL") : QString::fromLatin1(name_of(backend));
}

QString title_text(const RunInfo& info) {
    return QString::fromStdString(info.title.empty() ? info.scenario : info.title);
}

QString workers_text(const RunInfo& info, const Scenario* scenario) {
    if (!is_of_scenario(info))
        return QCoreApplication::translate("core", info.mode.c_str());
    const std::optional<int> number = worker_number(info, scenario);
    const bool one = number == 1;
    QString what;
    if (info.backend == name_of(Backend::threads))
        what = one ? RunCaptionWords::tr("thread") : RunCaptionWords::tr("threads");
    else if (info.backend == name_of(Backend::gil))
        what = one ? RunCaptionWords::tr("thread with a GIL") : RunCaptionWords::tr("threads with a GIL");
    else if (info.backend == name_of(Backend::processes))
        what = one ? RunCaptionWords::tr("process") : RunCaptionWords::tr("processes");
    else
        what = QString::fromStdString(info.backend);
    return number
               ? RunCaptionWords::tr("%1 %2", "a number of workers and what they are").arg(*number).arg(what)
               : what;
}

QString parameters_text(const RunInfo& info, const Scenario* scenario, NamedParameters which) {
    QStringList parts;
    for (const auto& [name, value] : in_order_of(scenario, info.parameters)) {
        const Parameter* parameter = parameter_of(scenario, name);
        if (which == NamedParameters::changed && parameter != nullptr &&
            (parameter->counts_workers || value == default_of(*parameter)))
            continue;
        parts << parameter_text(name, value, parameter);
    }
    return parts.join(QStringLiteral(", "));
}

QString conditions_text(const RunInfo& info, const Scenario* scenario) {
    const QString changed = parameters_text(info, scenario, NamedParameters::changed);
    const QString workers = workers_text(info, scenario);
    return changed.isEmpty() ? workers : workers + QStringLiteral(" · ") + changed;
}

QString file_name_text(const RunInfo& info) {
    if (is_of_scenario(info))
        return QString::fromStdString(info.scenario);
    static const QRegularExpression others(QStringLiteral("[^A-Za-z0-9]+"));
    constexpr qsizetype longest = 40;
    QStringList words;
    for (const QString& word : QString::fromStdString(info.title).split(QLatin1Char(' ')))
        words << word.section(QLatin1Char('/'), -1); // without folders
    QString name = words.join(QLatin1Char('-')).replace(others, QStringLiteral("-"));
    while (name.startsWith(QLatin1Char('-')))
        name.remove(0, 1);
    name.truncate(longest);
    while (name.endsWith(QLatin1Char('-')))
        name.chop(1);
    return name;
}

QString time_of_day_text(const RunInfo& info) {
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(info.begun_unix_ns / 1'000'000).time(),
                              QStringLiteral("HH:mm:ss"));
}

QString end_text(const RunInfo& info) {
    if (is_cut_off(info) && is_of_scenario(info))
        return RunCaptionWords::tr("known up to %1").arg(duration_text(info.wall_ns));
    if (!info.ended)
        return is_of_scenario(info) || is_of_program(info)
                   ? RunCaptionWords::tr("still running")
                   : RunCaptionWords::tr("recorded for %1").arg(duration_text(info.wall_ns));
    const QString time = duration_text(info.wall_ns);
    switch (*info.ended) {
    case Ended::finished:
        return RunCaptionWords::tr("finished after %1").arg(time);
    case Ended::stopped:
        return RunCaptionWords::tr("stopped after %1").arg(time);
    case Ended::time_limit:
        return RunCaptionWords::tr("ended by the time limit after %1").arg(time);
    case Ended::crashed:
        return RunCaptionWords::tr("crashed after %1").arg(time);
    case Ended::deadlock:
        return RunCaptionWords::tr("deadlock after %1").arg(time);
    }
    return {};
}

QString program_end_text(const RunInfo& info) {
    if (const Value* const status = info.outcome.find("exit status"); status != nullptr && status->number())
        return RunCaptionWords::tr("The program ended with status %1.")
            .arg(static_cast<int>(*status->number()));
    const Value* const signal = info.outcome.find("signal");
    if (signal == nullptr || !signal->number())
        return {};
    const int number = static_cast<int>(*signal->number());
    const char* const name = sigdescr_np(number);
    const QString words = name == nullptr
                              ? RunCaptionWords::tr("The program was killed by signal %1").arg(number)
                              : RunCaptionWords::tr("The program was killed by signal %1 (%2)")
                                    .arg(number)
                                    .arg(QLatin1String(name));
    return info.ended == Ended::stopped ? words + RunCaptionWords::tr(", as it was asked to end.")
                                        : words + QLatin1Char('.');
}

QString reason_text(const RunInfo& info) {
    if (!info.ended && !is_cut_off(info))
        return {};
    QStringList reasons;
    for (const std::string& ring : deadlock_texts(info))
        reasons << QString::fromStdString(ring);
    if (reasons.isEmpty() && !info.error.empty())
        reasons << sentence_of(info.error);
    return reasons.join(QStringLiteral("; "));
}

QString result_text(const RunInfo& info) {
    const QString reason = reason_text(info);
    return reason.isEmpty() ? end_text(info) : end_text(info) + QStringLiteral(": ") + reason;
}

QString outcome_text(const RunInfo& info, int most) {
    QStringList parts;
    for (const auto& [name, value] : info.outcome) {
        if (parts.size() == most)
            break;
        const QString words = single_value_text(value);
        if (name == deadlock_key || words.isEmpty() || words.size() > longest_value ||
            info.parameters.contains(name))
            continue;
        const OutcomeLabel label = outcome_label(name);
        QString quantity = QString::fromStdString(label.words);
        if (!quantity.isEmpty())
            quantity[0] = quantity[0].toLower(); // it stands within a sentence
        parts << quantity + QLatin1Char(' ') + with_unit(words, QString::fromStdString(label.unit));
    }
    return parts.join(QStringLiteral(", "));
}

QString claims_text(const RunInfo& info) {
    const auto number = [&](std::optional<bool> holds) {
        return static_cast<int>(std::ranges::count(info.checks, holds, &Check::holds));
    };
    const int all = static_cast<int>(info.checks.size());
    const int hold = number(true);
    const int unknown = number(std::nullopt);
    if (all == 0)
        return {};
    if (hold == all)
        return all == 1   ? RunCaptionWords::tr("the claim holds")
               : all == 2 ? RunCaptionWords::tr("both claims hold")
                          : RunCaptionWords::tr("all %1 claims hold").arg(all);
    const QString words = RunCaptionWords::tr("%1 of %2 claims hold").arg(hold).arg(all);
    return unknown == 0 ? words : RunCaptionWords::tr("%1, %2 cannot be told here").arg(words).arg(unknown);
}

QString machine_text(const RunInfo& info) {
    QStringList parts;
    if (info.machine.cpus > 0)
        parts << (info.machine.cpus == 1 ? RunCaptionWords::tr("1 processor")
                                         : RunCaptionWords::tr("%1 processors").arg(info.machine.cpus));
    if (!info.machine.model.empty())
        parts << QString::fromStdString(info.machine.model);
    if (!info.machine.kernel.empty())
        parts << QStringLiteral("Linux ") + QString::fromStdString(info.machine.kernel);
    return parts.join(QStringLiteral(", "));
}

QString recording_text(const RunInfo& info) {
    const std::string missing = missing_text(info.counts);
    const QString lost = missing.empty() ? RunCaptionWords::tr("none lost") : sentence_of(missing);
    QString words;
    if (is_of_scenario(info))
        words = RunCaptionWords::tr("%1 events of %2 ns, %3")
                    .arg(count_text(info.counts.events),
                         QLocale().toString(info.machine.ns_per_event, 'f', 1), lost);
    else if (info.counts.events > 0 || info.counts.kernel == 0)
        words = RunCaptionWords::tr("%1 events, %2").arg(count_text(info.counts.events), lost);
    else
        words = RunCaptionWords::tr("%1 records of the kernel, %2").arg(count_text(info.counts.kernel), lost);
    if (const std::string full = full_ring_text(info); !full.empty())
        words += QStringLiteral(" (%1)").arg(QString::fromStdString(full));
    return words + QStringLiteral(" · ") +
           RunCaptionWords::tr("switch records %1").arg(QString::fromStdString(info.switch_records));
}

} // namespace interleave
