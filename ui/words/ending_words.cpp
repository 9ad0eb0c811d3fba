// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/ending_words.h"

#include <QCoreApplication>

namespace interleave {

namespace {

struct EndingWords {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

QString culprit_name(const Trace& trace, const LaneEnding& ending) {
    return ending.culprit < trace.lane_count() ? QString::fromStdString(trace.lane(ending.culprit).name())
                                               : QString();
}

QString process_end_sentence(const Trace& trace, const LaneEnding& ending) {
    if (ending.signal == 0)
        return EndingWords::tr("ended with its process, which had exit code %1").arg(ending.code);
    const QString signal = QString::fromStdString(signal_text(ending.signal));
    const QString culprit = culprit_name(trace, ending);
    return culprit.isEmpty() ? EndingWords::tr("ended with its process, by %1").arg(signal)
                             : EndingWords::tr("ended with its process, by %1 in %2").arg(signal, culprit);
}

} // namespace

QString short_ending_words(const Trace& trace, const LaneEnding& ending) {
    switch (ending.by) {
    case LaneEnding::By::itself:
        break;
    case LaneEnding::By::exception:
        return EndingWords::tr("exception");
    case LaneEnding::By::signal:
        return EndingWords::tr("signal %1").arg(ending.signal);
    case LaneEnding::By::process:
        if (const QString culprit = culprit_name(trace, ending); !culprit.isEmpty())
            return EndingWords::tr("with %1", "ended with this lane").arg(culprit);
        return EndingWords::tr("with its process");
    case LaneEnding::By::run:
        return EndingWords::tr("with the run");
    }
    return {};
}

QString ending_sentence(const Trace& trace, const LaneEnding& ending) {
    switch (ending.by) {
    case LaneEnding::By::itself:
        break;
    case LaneEnding::By::exception:
        return ending.what.empty() ? EndingWords::tr("ended by an exception that nothing caught")
                                   : EndingWords::tr("ended by an exception that nothing caught: %1")
                                         .arg(QString::fromStdString(ending.what));
    case LaneEnding::By::signal:
        return EndingWords::tr("ended by %1").arg(QString::fromStdString(signal_text(ending.signal)));
    case LaneEnding::By::process:
        return process_end_sentence(trace, ending);
    case LaneEnding::By::run:
        return EndingWords::tr("ended with the run");
    }
    return EndingWords::tr("ended by itself");
}

} // namespace interleave
