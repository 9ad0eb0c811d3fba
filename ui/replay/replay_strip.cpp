// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replay_strip.h"

#include "core/analysis/site_text.h"
#include "ui/navigation/navigation.h"
#include "ui/replay/replay.h"
#include "ui/replay/replay_keys.h"
#include "ui/replay/replay_speed.h"
#include "ui/run/shown_run.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/theme.h"
#include "ui/words/event_words.h"
#include "ui/words/words.h"

#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave {

namespace {

constexpr int slider_steps = 10'000; ///< more than a screen has pixels
constexpr int key_step = slider_steps / 200;
constexpr int telling_ms = 150; ///< between two sentences while playing

std::int64_t at_step(const TimeRange& whole, int step) {
    return step >= slider_steps ? whole.until
                                : whole.from + static_cast<std::int64_t>(static_cast<double>(whole.length()) *
                                                                         step / slider_steps);
}

int step_at(const TimeRange& whole, std::int64_t time) {
    const double share = static_cast<double>(time - whole.from) / static_cast<double>(whole.length());
    return static_cast<int>(std::clamp(share, 0.0, 1.0) * slider_steps);
}

/// Says what a record was, who did it and where.
QString record_sentence(const Trace& trace, const MergedRecord& record) {
    const Lane& lane = trace.lane(record.lane);
    const QString name = QString::fromStdString(lane.name());
    if (record.index == nowhere)
        return ReplayStrip::tr("%1: from here on records are missing, until %2")
            .arg(name, moment_text(std::min(record.until, trace.time_end())));
    const QString sentence = QStringLiteral("%1 %2").arg(name, event_sentence(trace, lane, record.index));
    const std::string site = site_text(trace, record.event.site);
    return site.empty() ? sentence : QStringLiteral("%1 · %2").arg(sentence, QString::fromStdString(site));
}

} // namespace

ReplayStrip::ReplayStrip(Replay& replay, const ShownRun& run, Navigation& navigation, QWidget* parent)
    : QWidget(parent)
    , replay_(replay)
    , run_(run)
    , navigation_(navigation)
    , controls_(new QHBoxLayout)
    , moment_(new QSlider(Qt::Horizontal, this))
    , time_(new QLabel(this))
    , speed_(new QComboBox(this))
    , happened_(new QLabel(this)) {
    setObjectName(QStringLiteral("replayStrip"));
    setAccessibleName(tr("Replay"));
    setToolTip(tr("Replays the run: the views show it as it was then"));
    build();
    fitFont();
    new ReplayKeys(replay_, this);
    telling_.setSingleShot(true);
    telling_.setInterval(telling_ms);
    connect(&telling_, &QTimer::timeout, this, &ReplayStrip::tellLast);
    connect(&replay_, &Replay::changed, this, &ReplayStrip::showState);
    connect(&navigation_, &Navigation::changed, this, [this](Navigation::Changes changes) {
        if (changes & (Navigation::Cursor | Navigation::Choice))
            showMoment();
    });
    showState();
}

void ReplayStrip::build() {
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(8, 5, 8, 5);
    lines->setSpacing(3);
    lines->addLayout(controls_);
    lines->addWidget(happened_);
    controls_->setSpacing(2);

    const auto on_click = [this](QToolButton* button, auto&& act) {
        connect(button, &QToolButton::clicked, this, act);
    };
    on_click(
        addButton("replayToBegin", Glyph::to_begin, tr("To the begin"), tr("Go to the begin of the run")),
        [this] { replay_.goTo(navigation_.wholeRange().from); });
    on_click(addButton("replayStepBack", Glyph::step_back, tr("Event before"),
                       tr("Go to the event before, of all lanes (<)")),
             [this] { replay_.step(-1); });
    play_ = addButton("replayPlay", Glyph::run, tr("Play"), QString());
    on_click(play_, [this] { replay_.playOrPause(); });
    on_click(addButton("replayStepForward", Glyph::step_forward, tr("Next event"),
                       tr("Go to the next event, of all lanes (>)")),
             [this] { replay_.step(1); });
    on_click(addButton("replayToEnd", Glyph::to_end, tr("To the end"), tr("Go to the end of the run")),
             [this] { replay_.goTo(navigation_.wholeRange().until); });
    addMoment();
    addSpeeds();
    on_click(addButton("replayClose", Glyph::close, tr("End the replay"),
                       tr("End the replay and show the whole run (Esc in the timeline)")),
             [this] { leave(); });

    happened_->setObjectName(QStringLiteral("replayHappened"));
    happened_->setAccessibleName(tr("What happened last"));
    happened_->setToolTip(tr("What happened last"));
    happened_->setTextFormat(Qt::PlainText);
    happened_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QToolButton* ReplayStrip::addButton(const char* name, Glyph glyph, const QString& words,
                                    const QString& tool_tip) {
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setIcon(glyph_icon(glyph));
    button->setAutoRaise(true);
    button->setAccessibleName(words);
    button->setToolTip(tool_tip);
    button->setFocusPolicy(Qt::TabFocus);
    button->installEventFilter(this);
    controls_->addWidget(button);
    return button;
}

void ReplayStrip::addMoment() {
    moment_->setObjectName(QStringLiteral("replayMoment"));
    moment_->setAccessibleName(tr("Moment of the run"));
    moment_->setToolTip(tr("Where in the run the replay is: drag it, or use the arrow keys, Home and End"));
    moment_->setRange(0, slider_steps);
    moment_->setSingleStep(key_step);
    moment_->setPageStep(slider_steps / 20);
    moment_->setMinimumWidth(60);
    connect(moment_, &QSlider::valueChanged, this,
            [this](int step) { replay_.goTo(at_step(navigation_.wholeRange(), step)); });
    controls_->addSpacing(8);
    controls_->addWidget(moment_, 1);
    time_->setObjectName(QStringLiteral("replayTime"));
    time_->setAccessibleName(tr("Time of the run"));
    time_->setTextFormat(Qt::PlainText);
    time_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    controls_->addSpacing(8);
    controls_->addWidget(time_);
}

void ReplayStrip::addSpeeds() {
    for (const std::int64_t slowdown : replay_slowdowns)
        speed_->addItem(speed_words(slowdown), QVariant::fromValue<qlonglong>(slowdown));
    speed_->setObjectName(QStringLiteral("replaySpeed"));
    speed_->setAccessibleName(tr("Speed"));
    speed_->setToolTip(tr("How fast the run is replayed: how much of it in one second"));
    speed_->installEventFilter(this);
    connect(speed_, &QComboBox::activated, this,
            [this](int index) { replay_.setSlowdown(replay_slowdowns[static_cast<std::size_t>(index)]); });
    controls_->addSpacing(8);
    controls_->addWidget(speed_);
    controls_->addSpacing(4);
}

void ReplayStrip::leave() {
    const bool has_focus = isAncestorOf(QApplication::focusWidget());
    replay_.close();
    if (has_focus)
        emit left();
}

void ReplayStrip::showState() {
    setVisible(replay_.isOpen());
    if (!replay_.isOpen()) {
        telling_.stop();
        return;
    }
    const bool plays = replay_.isPlaying();
    play_->setIcon(glyph_icon(plays ? Glyph::pause : Glyph::run));
    play_->setAccessibleName(plays ? tr("Pause") : tr("Play"));
    play_->setToolTip(plays ? tr("Pause (Space or P)") : tr("Play (Space or P)"));
    speed_->setCurrentIndex(
        static_cast<int>(std::ranges::find(replay_slowdowns, replay_.slowdown()) - replay_slowdowns.begin()));
    showMoment();
    if (!plays)
        tellLast();
}

void ReplayStrip::showMoment() {
    if (!replay_.isOpen())
        return;
    const std::int64_t now = *navigation_.cursor();
    const TimeRange& whole = navigation_.wholeRange();
    {
        const QSignalBlocker quiet(moment_);
        moment_->setValue(step_at(whole, now));
    }
    const auto words = [&](std::int64_t time) {
        return tr("%1 of %2").arg(moment_text(time), duration_text(whole.length()));
    };
    // A width that changed with each digit would move the slider.
    time_->setMinimumWidth(time_->fontMetrics().horizontalAdvance(words(whole.until)));
    time_->setText(words(now));
    if (!replay_.isPlaying())
        tellLast();
    else if (!telling_.isActive())
        telling_.start();
}

void ReplayStrip::tellLast() {
    const auto step = replay_.lastHappened();
    happened_->setText(step ? record_sentence(*run_.trace(), step->record) : tr("Nothing has happened yet"));
}

void ReplayStrip::fitFont() {
    const int icon = fontMetrics().height();
    for (auto* button : findChildren<QToolButton*>()) {
        button->setIconSize(QSize(icon, icon));
        button->setFixedSize(icon + 12, icon + 12);
    }
}

/// In the strip Space presses the button that has the focus, although it plays and pauses elsewhere.
bool ReplayStrip::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<const QKeyEvent*>(event)->key() == Qt::Key_Space) {
        event->accept();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ReplayStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme& theme = theme_for(palette());
    painter.fillRect(rect(), theme.note);
    painter.setPen(theme.border);
    painter.drawLine(rect().topLeft(), rect().topRight());
}

void ReplayStrip::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        leave();
    else
        QWidget::keyPressEvent(event);
}

void ReplayStrip::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitFont();
}

} // namespace interleave
