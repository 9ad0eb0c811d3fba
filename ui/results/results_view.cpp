// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/results_view.h"

#include "core/event/error.h"
#include "ui/fields/number_field.h"
#include "ui/results/result_canvas.h"
#include "ui/results/result_words.h"
#include "ui/theme/theme.h"
#include "ui/words/words.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave {

namespace {
constexpr double usual_times = 20;
/// Of the panel, in pixels; in a higher one the letters are larger in proportion.
constexpr double usual_view_height = 300;
} // namespace

ResultsView::ResultsView(QWidget* parent)
    : QWidget(parent)
    , times_(new NumberField({1, static_cast<double>(most_repeats), true}, this))
    , measure_(new QPushButton(tr("&Measure"), this))
    , choice_(new QComboBox(this))
    , export_(new QPushButton(tr("E&xport…"), this))
    , canvas_(new ResultCanvas(this))
    , beside_(new QScrollArea(this))
    , reading_(new QWidget(this))
    , progress_(new QLabel(this))
    , words_(new QLabel(this)) {
    setObjectName(QStringLiteral("resultsView"));
    setAccessibleName(tr("Results"));
    setToolTip(tr("Run the same many times and see how often each result comes"));
    const auto describe = [](QWidget* widget, const char* name, const QString& title, const QString& tip) {
        widget->setObjectName(QLatin1String(name));
        widget->setAccessibleName(title);
        widget->setToolTip(tip);
    };
    describe(times_, "resultsTimes", tr("Runs"),
             tr("How many times the same is run, one run after the other"));
    describe(measure_, "resultsMeasure", tr("Measure"), tr("Run it so many times with what is set"));
    describe(choice_, "resultsChoice", tr("Result"),
             tr("Which result is shown; those that differ from run to run come first"));
    describe(export_, "resultsExport", tr("Export the histogram"),
             tr("Save or copy the histogram as a picture"));
    describe(progress_, "resultsProgress", tr("Progress"), tr("How many runs there are"));
    describe(words_, "resultsWords", tr("What the runs say"),
             tr("How the results spread, and what that proves"));
    times_->setValue(usual_times);
    times_->tellProblemByToolTip();
    choice_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice_->setMinimumContentsLength(18);
    choice_->setEnabled(false);
    export_->setEnabled(false);

    const auto label_for = [this](const QString& text, QWidget* field) {
        auto* label = new QLabel(text, this);
        label->setBuddy(field);
        return label;
    };
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 0);
    row->addWidget(label_for(tr("R&uns"), times_));
    row->addWidget(times_);
    row->addWidget(measure_);
    row->addSpacing(6);
    row->addWidget(label_for(tr("Resul&t"), choice_));
    row->addWidget(choice_, 2);
    row->addWidget(export_);
    row->addStretch(1);

    for (QLabel* label : {progress_, words_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    }
    reading_->setAutoFillBackground(true);
    auto* lines = new QVBoxLayout(reading_);
    lines->setContentsMargins(6, 6, 12, 6);
    lines->setSpacing(10);
    lines->addWidget(progress_);
    lines->addWidget(words_, 1);
    // A sentence that is longer than the panel is high can be scrolled to.
    beside_->setObjectName(QStringLiteral("resultsReading"));
    beside_->setAccessibleName(tr("What the runs say"));
    beside_->setFrameShape(QFrame::NoFrame);
    beside_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    beside_->setWidgetResizable(true);
    beside_->setWidget(reading_);
    auto* side_by_side = new QHBoxLayout;
    side_by_side->setSpacing(0);
    side_by_side->addWidget(canvas_, 3);
    side_by_side->addWidget(beside_, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(row);
    layout->addLayout(side_by_side, 1);

    showWords();
    connect(measure_, &QPushButton::clicked, this, [this] {
        if (is_active_)
            emit stopWanted();
        else
            emit startWanted();
    });
    connect(export_, &QPushButton::clicked, this, &ResultsView::exportWanted);
    connect(choice_, &QComboBox::activated, this, [this](int index) {
        chosen_ = choice_->itemData(index).toString();
        showChoice();
    });
}

std::size_t ResultsView::times() const {
    if (!times_->problem().isEmpty())
        throw UsageError(tr("Runs: %1").arg(times_->problem()).toStdString());
    return static_cast<std::size_t>(times_->value());
}

void ResultsView::showState(const ResultsController& results) {
    is_active_ = results.isActive();
    measure_->setText(is_active_ ? tr("Sto&p") : tr("&Measure"));
    measure_->setToolTip(is_active_ ? tr("End the runs and keep their results")
                                    : tr("Run it so many times with what is set"));
    progress_->setText(progress(results));
    spread_ = results.state().result.spread;
    offerChoices();
    showChoice();
}

void ResultsView::setStale(bool is_stale) {
    if (is_stale_ == is_stale)
        return;
    is_stale_ = is_stale;
    showChoice();
}

void ResultsView::offerChoices() {
    choices_ = spread_.runs() > 0 ? result_choices(spread_) : std::vector<ResultChoice>();
    choice_->setEnabled(!choices_.empty());
    export_->setEnabled(!choices_.empty());
    QStringList ids;
    for (const ResultChoice& choice : choices_)
        ids << choice.id + (choice.differs ? QStringLiteral(" differs") : QString());
    if (ids == offered_ || choice_->view()->isVisible()) // nobody can choose from a list that changes
        return;
    offered_ = ids;
    const QSignalBlocker quiet(choice_);
    choice_->clear();
    bool differed = false;
    for (const ResultChoice& choice : choices_) {
        if (differed && !choice.differs)
            choice_->insertSeparator(choice_->count());
        differed = choice.differs;
        choice_->addItem(choice.title, choice.id);
    }
}

void ResultsView::showChoice() {
    shown_.reset();
    if (!choices_.empty()) {
        const auto chosen = std::ranges::find(choices_, chosen_, &ResultChoice::id);
        const ResultChoice& choice = chosen != choices_.end() ? *chosen : choices_.front();
        const QSignalBlocker quiet(choice_);
        choice_->setCurrentIndex(choice_->findData(choice.id));
        shown_ = shown_result(spread_, choice);
        shows_claim_ = choice.kind == ResultKind::check;
    }
    canvas_->showResult(shown_, is_stale_);
    showWords();
}

void ResultsView::showWords() {
    QString text;
    if (shown_) {
        QStringList paragraphs{shown_->figures, shown_->proof};
        if (!shows_claim_)
            paragraphs << claims_lines(spread_);
        if (is_stale_)
            paragraphs.prepend(tr("This was measured earlier, with other settings than now."));
        paragraphs.removeAll(QString());
        text = paragraphs.join(QStringLiteral("\n\n"));
    }
    words_->setText(text);
    beside_->setVisible(!text.isEmpty() || !progress_->text().isEmpty()); // else the picture's hint says all
    const Theme& theme = theme_for(palette());
    QPalette colours = palette();
    colours.setColor(QPalette::Window, theme.background); // as behind the bars
    reading_->setPalette(colours);
    colours.setColor(QPalette::WindowText, is_stale_ ? theme.muted : theme.text);
    words_->setPalette(colours);
    colours.setColor(QPalette::WindowText, theme.muted);
    progress_->setPalette(colours);
}

void ResultsView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showWords();
}

void ResultsView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // A panel that was made high is to be read from afar.
    QFont letters = font();
    letters.setPointSizeF(letters.pointSizeF() * std::clamp(height() / usual_view_height, 1.0, 1.5));
    for (QWidget* widget :
         {static_cast<QWidget*>(canvas_), static_cast<QWidget*>(progress_), static_cast<QWidget*>(words_)})
        widget->setFont(letters);
}

QString ResultsView::progress(const ResultsController& results) const {
    const ResultsState& state = results.state();
    const std::size_t done = state.result.spread.runs();
    const QString title = state.result.first
                              ? QString::fromStdString(state.result.first->title) + QStringLiteral(" · ")
                              : QString();
    if (results.isActive())
        return title + tr("run %1 of %2")
                           .arg(std::min(done + 1, state.result.runs_total))
                           .arg(state.result.runs_total);
    QString words = title + (results.wasStopped() && done < state.result.runs_total
                                 ? tr("stopped after %1 of %2 runs").arg(done).arg(state.result.runs_total)
                             : done == 1 ? tr("1 run")
                                         : tr("%1 runs").arg(done));
    if (!state.error.empty())
        words += QStringLiteral(" · ") + sentence_of(state.error);
    return words;
}

} // namespace interleave
