// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gil/gil_view.h"

#include "core/analysis/missing_records.h"
#include "ui/gil/gil_canvas.h"
#include "ui/gil/gil_picture.h"
#include "ui/gil/gil_words.h"
#include "ui/table/table_view.h"
#include "ui/theme/theme.h"
#include "ui/view/range_line.h"
#include "ui/words/words.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interleave {

namespace {
enum TableOf { lanes_table, hand_overs_table };
} // namespace

GilView::GilView(QWidget* parent)
    : QWidget(parent)
    , answers_(look_at_gil,
               {[this](const ShownGil& shown) { showAnswer(shown); }, [this] { sayThatItTakesLong(); }})
    , choice_(new QComboBox(this))
    , table_choice_(new QComboBox(this))
    , range_(new RangeLine(QStringLiteral("gil"), this))
    , figures_(new QLabel(this))
    , meaning_(new QLabel(this))
    , canvas_(new GilCanvas(this))
    , table_(new TableView(QStringLiteral("gilTable"), tr("Figures of the lock"),
                           tr("Share, holds, waits and requests of each lane"), this)) {
    setObjectName(QStringLiteral("gilView"));
    setAccessibleName(tr("GIL"));
    setToolTip(tr("Who holds the GIL, or any other lock, who wants it, and why it changes hands"));
    choice_->setObjectName(QStringLiteral("gilChoice"));
    choice_->setAccessibleName(tr("Lock"));
    choice_->setToolTip(tr("Which lock is looked at as a GIL"));
    choice_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    choice_->setEnabled(false);
    table_choice_->setObjectName(QStringLiteral("gilTableChoice"));
    table_choice_->setAccessibleName(tr("Table"));
    table_choice_->setToolTip(tr("What the table lists: the lanes, or the hand-overs in view"));
    table_choice_->addItems({tr("Lanes"), tr("Hand-overs")});
    figures_->setObjectName(QStringLiteral("gilFigures"));
    meaning_->setObjectName(QStringLiteral("gilMeaning"));
    for (QLabel* label : {figures_, meaning_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    meaning_->setContentsMargins(12, 0, 12, 2);

    const auto label_for = [this](const QString& text, QWidget* field) {
        auto* label = new QLabel(text, this);
        label->setBuddy(field);
        return label;
    };
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 4, 8, 0);
    row->addWidget(label_for(tr("Lock"), choice_));
    row->addWidget(choice_);
    row->addSpacing(8);
    row->addWidget(range_);
    row->addSpacing(8);
    row->addWidget(figures_, 1);
    row->addWidget(label_for(tr("Table"), table_choice_));
    row->addWidget(table_choice_);
    auto* side_by_side = new QHBoxLayout;
    side_by_side->setSpacing(0);
    side_by_side->addWidget(canvas_, 3);
    side_by_side->addWidget(table_, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(row);
    layout->addWidget(meaning_);
    layout->addLayout(side_by_side, 1);
    setAutoFillBackground(true);

    connect(choice_, &QComboBox::activated, this, [this](int index) {
        chosen_ = static_cast<ObjectId>(choice_->itemData(index).toUInt());
        ask();
    });
    connect(range_, &RangeLine::wholeRunWanted, this, &GilView::wholeRunWanted);
    connect(table_choice_, &QComboBox::activated, this, &GilView::showTable);
    connect(canvas_, &GilCanvas::laneChosen, this, &GilView::laneChosen);
    connect(canvas_, &GilCanvas::hovered, this, &GilView::hovered);
    connect(canvas_, &GilCanvas::stepWanted, this, &GilView::step);
    connect(table_, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (table_choice_->currentIndex() != hand_overs_table)
            return;
        const auto time = index.siblingAtColumn(0).data(TableModel::OrderRole).toLongLong();
        const auto found = std::ranges::find(shown_.hand_overs.list, time, &HandOver::acquired);
        if (found != shown_.hand_overs.list.end())
            emit laneChosen(found->to, time);
    });
    showWords();
}

void GilView::setTrace(std::shared_ptr<const Trace> trace) {
    answers_.forget();
    trace_ = std::move(trace);
    chosen_.reset();
    part_.reset();
    cursor_.reset();
    is_whole_ = true;
    showAnswer({});
}

void GilView::refresh(const RunInfo& info) {
    is_whole_ = !misses_events(info.counts);
    ask();
}

void GilView::setRange(const TimeRange& visible, const std::optional<TimeRange>& part) {
    if (visible == visible_ && part == part_)
        return;
    visible_ = visible;
    part_ = part;
    ask();
}

void GilView::setCursorTime(std::optional<std::int64_t> time) {
    cursor_ = time;
    canvas_->setCursorTime(time);
}

void GilView::setStale(bool is_stale) {
    is_stale_ = is_stale;
    canvas_->setStale(is_stale);
    table_->setStale(is_stale);
    showWords();
}

/// Asks for what would be shown now. Nobody asks for a view that cannot be seen.
void GilView::ask() {
    if (trace_ == nullptr || !isVisible())
        return;
    answers_.ask({trace_, chosen_, visible_, part_, canvas_->columns()});
}

void GilView::showAnswer(const ShownGil& shown) {
    shown_ = shown;
    canvas_->setShown(&shown_, is_whole_, hint());
    offerChoices();
    showTable();
    showWords();
}

void GilView::sayThatItTakesLong() {
    if (trace_ != nullptr)
        figures_->setText(tr("Looking through %1 events …").arg(count_text(trace_->event_count())));
}

void GilView::offerChoices() {
    choice_->setEnabled(!shown_.choices.empty());
    if (choice_->view()->isVisible()) // nobody can choose from a list that changes
        return;
    const QSignalBlocker quiet(choice_);
    choice_->clear();
    for (const GilChoice& choice : shown_.choices) {
        const QString name = QString::fromStdString(choice.name);
        const QString kind = kind_text(choice.kind);
        choice_->addItem(
            name.startsWith(kind, Qt::CaseInsensitive) ? name : QStringLiteral("%1 · %2").arg(name, kind),
            choice.object);
    }
    if (shown_.figures)
        choice_->setCurrentIndex(choice_->findData(shown_.figures->id));
}

void GilView::showTable() {
    if (!shown_.figures || trace_ == nullptr)
        table_->clear();
    else if (table_choice_->currentIndex() == hand_overs_table)
        table_->setTable(hand_over_table(*trace_, shown_));
    else
        table_->setTable(gil_lane_table(*shown_.figures, is_whole_));
}

void GilView::showWords() {
    QString figures;
    QString meaning;
    if (shown_.figures) {
        figures = figures_text(*shown_.figures, is_whole_);
        meaning = meaning_text(shown_, is_whole_);
    }
    if (shown_.figures)
        range_->setSelection(shown_.part);
    else
        range_->clear();
    range_->setStale(is_stale_);
    figures_->setText(figures);
    meaning_->setText(meaning);
    meaning_->setVisible(!meaning.isEmpty());
    const Theme& theme = theme_for(palette());
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, is_stale_ ? theme.muted : theme.text);
    figures_->setPalette(colours);
    meaning_->setPalette(colours);
}

void GilView::step(int by) {
    const std::vector<HandOver>& list = shown_.hand_overs.list;
    if (list.empty())
        return;
    const std::int64_t now = cursor_.value_or(by > 0 ? visible_.from - 1 : visible_.until);
    if (by > 0) {
        const auto next =
            std::ranges::find_if(list, [now](const HandOver& one) { return one.acquired > now; });
        if (next != list.end())
            emit laneChosen(next->to, next->acquired);
        return;
    }
    const auto before =
        std::find_if(list.rbegin(), list.rend(), [now](const HandOver& one) { return one.acquired < now; });
    if (before != list.rend())
        emit laneChosen(before->to, before->acquired);
}

QString GilView::hint() const {
    if (trace_ == nullptr)
        return tr("Who holds the GIL, or any other lock, who wants it, and why it changes hands");
    if (!trace_->knows_states())
        return tr("This trace tells of work, not of locks.");
    return tr("No lock has been used so far. Runs under the GIL and scenarios with locks have something to "
              "show here.");
}

std::optional<ExportChoice> GilView::toExport(const RunInfo& info) const {
    if (!shown_.figures || trace_ == nullptr)
        return std::nullopt;
    return ExportChoice{.name = QStringLiteral("gil"),
                        .title = tr("GIL"),
                        .words = words_of(shown_, info, *trace_),
                        .draw = gil_drawing(shown_, is_whole_),
                        .table = table_->shownTable()};
}

void GilView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    ask();
}

void GilView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    ask();
}

void GilView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showWords();
}

} // namespace interleave
