// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/status/run_status_bar.h"

#include "core/analysis/missing_records.h"
#include "core/engine/program_to_record.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>

namespace interleave {

namespace {

/// Sets the text only if it has changed, because setting it lays out the bar again, sixty times a second.
void set_text(QLabel* label, const QString& text) {
    if (label->text() != text)
        label->setText(text);
}

QString number(std::uint64_t value) {
    return QLocale().toString(static_cast<qulonglong>(value));
}

} // namespace

RunStatusBar::RunStatusBar(QWidget* parent) : QStatusBar(parent) {
    setObjectName(QStringLiteral("runStatusBar"));
    setAccessibleName(tr("Status of the run"));
    setSizeGripEnabled(false);
    setContentsMargins(8, 2, 8, 2);

    phase_ = new QLabel(this);
    phase_->setObjectName(QStringLiteral("statusPhase"));
    phase_->setToolTip(tr("A free run has real timing: nothing is slowed down or put in order"));
    addWidget(phase_);
    hover_ = new QLabel(this);
    hover_->setObjectName(QStringLiteral("statusHover"));
    hover_->setAccessibleName(tr("Under the cursor"));
    hover_->setTextFormat(Qt::PlainText);
    hover_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    addWidget(hover_, 1);

    events_ = addField("statusEvents", tr("Events"), tr("Events recorded so far, without the kernel's"));
    dropped_ = addField("statusDropped", tr("Dropped"),
                        tr("Events that found their ring full. They are missing in the picture."));
    bad_ = addField("statusBad", tr("Invalid records"), tr("Invalid records, which were skipped"));
    otherwise_missing_ =
        addField("statusMissing", tr("Missing"),
                 tr("Records that came too late for their place, lanes and objects that found no room, and "
                    "switch records that the kernel could not deliver"));
    otherwise_missing_->hide();
    cost_ = addField("statusCost", tr("Recording cost"),
                     tr("What recording one event costs on this machine, measured"));
    switches_ = addField(
        "statusSwitches", tr("Switch records"),
        tr("Whether the kernel tells when a lane is on a CPU. Without it no lane is drawn as running."));
    showPhase(tr("free run"));
    set_text(events_, tr("No events yet"));
    for (QLabel* label : {dropped_, bad_})
        label->hide();
}

QLabel* RunStatusBar::addField(const char* name, const QString& title, const QString& tool_tip) {
    auto* label = new QLabel(this);
    label->setObjectName(QLatin1String(name));
    label->setAccessibleName(title);
    label->setToolTip(tool_tip);
    label->setTextFormat(Qt::PlainText);
    label->setContentsMargins(6, 0, 6, 0);
    addPermanentWidget(label);
    return label;
}

void RunStatusBar::show(const RunInfo& info) {
    CollectorCounts others = info.counts; // those that have no field of their own
    others.dropped = others.bad = 0;
    const QString missing = QString::fromStdString(missing_text(others));
    const bool is_whole = missing_text(info.counts).empty();
    // Another program's trace does not say what it lacks.
    const bool counts_losses = !info.scenario.empty() || info.mode == mode_of_recording;
    const QString events =
        info.counts.events == 1 ? tr("1 event") : tr("%1 events").arg(number(info.counts.events));
    set_text(events_, is_whole && counts_losses ? tr("%1, none missing").arg(events) : events);
    showIfAny(dropped_, info.counts.dropped > 0, tr("%1 dropped").arg(number(info.counts.dropped)));
    showIfAny(bad_, info.counts.bad > 0, tr("%1 invalid").arg(number(info.counts.bad)));
    showIfAny(otherwise_missing_, !missing.isEmpty(), missing);
    showSwitches(QString::fromStdString(info.switch_records));
    switches_->setVisible(!info.switch_records.empty());
    cost_->setVisible(info.machine.ns_per_event > 0);
    if (info.machine.ns_per_event > 0)
        showCost(info.machine.ns_per_event);
}

void RunStatusBar::showSwitches(const QString& words) {
    if (!words.isEmpty())
        set_text(switches_, tr("switch records: %1").arg(words));
}

void RunStatusBar::showCost(double ns_per_event) {
    set_text(cost_, tr("recording costs %1 ns an event").arg(QLocale().toString(ns_per_event, 'f', 1)));
}

void RunStatusBar::showPhase(const QString& words) {
    set_text(phase_, words);
}

void RunStatusBar::showHover(const QString& words) {
    // The status bar has one line, but the timeline's words may have several.
    hover_words_ = words.simplified();
    elideHover();
}

void RunStatusBar::elideHover() {
    set_text(hover_, hover_->fontMetrics().elidedText(hover_words_, Qt::ElideRight, hover_->width() - 12));
    hover_->setContentsMargins(12, 0, 0, 0);
}

void RunStatusBar::showIfAny(QLabel* label, bool any, const QString& words) {
    set_text(label, words);
    label->setVisible(any);
    warn(label, any);
}

void RunStatusBar::setStale(bool stale) {
    stale_ = stale;
    for (QLabel* label : {phase_, events_, dropped_, bad_, otherwise_missing_})
        colour(label);
}

void RunStatusBar::warn(QLabel* label, bool on) {
    if (on == label->property("warning").toBool())
        return;
    label->setProperty("warning", on);
    QFont bold = font();
    bold.setBold(on);
    label->setFont(bold);
    colour(label);
}

void RunStatusBar::colour(QLabel* label) {
    const bool warns = label->property("warning").toBool();
    if (!stale_ && !warns) {
        label->setPalette(QPalette());
        return;
    }
    QPalette colours = palette();
    const Theme& theme = theme_for(colours);
    colours.setColor(QPalette::WindowText, stale_ ? theme.muted : theme.doubt);
    label->setPalette(colours);
}

void RunStatusBar::resizeEvent(QResizeEvent* event) {
    QStatusBar::resizeEvent(event);
    elideHover();
}

void RunStatusBar::changeEvent(QEvent* event) {
    QStatusBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        setStale(stale_); // the colours are of the theme
}

} // namespace interleave
