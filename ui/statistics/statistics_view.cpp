// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/statistics_view.h"

#include "ui/export/table_picture.h"
#include "ui/statistics/parallelism_chart.h"
#include "ui/statistics/state_bars.h"
#include "ui/statistics/statistics_picture.h"
#include "ui/statistics/statistics_tables.h"
#include "ui/table/table_view.h"
#include "ui/view/chart_canvas.h"
#include "ui/view/range_line.h"
#include "ui/view/stale_words.h"
#include "ui/words/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace interleave {

namespace {

/// A run of so many events is counted at once for who cannot wait; it takes some milliseconds.
constexpr std::uint64_t most_quick_events = 200'000;

QVBoxLayout* tight_column(QWidget* owner) {
    auto* column = new QVBoxLayout(owner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

/// Returns the number that a row's first cell has as its name.
std::optional<std::uint32_t> number_named(const QModelIndex& index) {
    bool is_number = false;
    const std::uint32_t number =
        index.siblingAtColumn(0).data(TableModel::NameRole).toString().toUInt(&is_number);
    return is_number ? std::optional(number) : std::nullopt;
}

} // namespace

StatisticsView::StatisticsView(QWidget* parent)
    : QWidget(parent)
    , answers_(look_at_statistics,
               {[this](const std::shared_ptr<const ShownStatistics>& shown) { showAnswer(shown); },
                [this] {
                    if (trace_ != nullptr)
                        range_->setProgress(
                            tr("Looking through %1 events …").arg(count_text(trace_->event_count())));
                }})
    , range_(new RangeLine(QStringLiteral("statistics"), this))
    , summary_(new QLabel(this))
    , lanes_(makeTable("statisticsView", tr("Statistics"),
                       tr("Time of each lane in each state, and its switches")))
    , pages_(new QTabBar(this))
    , stack_(new QStackedWidget(this))
    , states_(
          new ChartCanvas(QStringLiteral("statisticsStates"), tr("Time of each lane in each state, as bars")))
    , parallelism_(
          new ChartCanvas(QStringLiteral("statisticsParallelism"), tr("Lanes that ran at once, over time")))
    , waits_(makeTable("statisticsWaits", tr("What lanes waited for"), tr("No lane waited for anything")))
    , output_(makeTable("statisticsOutput", tr("Printed lines in order of time"), tr("Nothing was printed")))
    , kinds_(makeTable("statisticsKinds", tr("Events by their kind"), tr("Nothing was recorded"))) {
    setObjectName(QStringLiteral("statisticsPanel"));
    setAccessibleName(tr("Statistics"));
    setToolTip(tr("The run, or the selected stretch of it, in figures"));
    build();
    connect(range_, &RangeLine::wholeRunWanted, this, &StatisticsView::wholeRunWanted);
    connect(pages_, &QTabBar::currentChanged, this, &StatisticsView::showPage);
    connect(lanes_, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (const auto lane = number_named(index); lane && shown_ != nullptr)
            emit laneWanted(static_cast<LaneId>(*lane), shown_->figures.range.from);
    });
    connect(output_, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (const auto lane = number_named(index))
            emit laneWanted(static_cast<LaneId>(*lane),
                            index.siblingAtColumn(0).data(TableModel::OrderRole).toLongLong());
    });
    connect(waits_, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (const auto object = number_named(index))
            emit objectWanted(*object);
    });
    showAnswer(nullptr);
}

TableView* StatisticsView::makeTable(const char* name, const QString& title, const QString& hint) {
    auto* table = new TableView(QLatin1String(name), title, hint, this);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    return table;
}

void StatisticsView::build() {
    summary_->setObjectName(QStringLiteral("statisticsSummary"));
    summary_->setAccessibleName(tr("Summary"));
    summary_->setTextFormat(Qt::PlainText);
    summary_->setWordWrap(true);
    summary_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    summary_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    pages_->setObjectName(QStringLiteral("statisticsPages"));
    pages_->setAccessibleName(tr("What is shown beside the table"));
    pages_->setDrawBase(false);
    pages_->setExpanding(false);
    const std::array titles{std::pair{tr("States"), tr("The time of each lane in each state, as bars")},
                            std::pair{tr("At once"), tr("How many lanes ran at once, over time")},
                            std::pair{tr("Waits"), tr("What lanes waited for, how often and how long")},
                            std::pair{tr("Printed"), tr("The printed lines in order of time")},
                            std::pair{tr("Event kinds"), tr("How many events of each kind were recorded")}};
    for (const auto& [title, tip] : titles)
        pages_->setTabToolTip(pages_->addTab(title), tip);
    for (QWidget* page : std::array<QWidget*, 5>{states_, parallelism_, waits_, output_, kinds_})
        stack_->addWidget(page);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(10, 3, 10, 3);
    head->setSpacing(16);
    head->addWidget(range_);
    head->addWidget(summary_, 1);
    auto* right = new QWidget;
    auto* column = tight_column(right);
    column->addWidget(pages_);
    column->addWidget(stack_, 1);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(5);
    splitter->addWidget(lanes_);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({1000, 1000});
    auto* layout = tight_column(this);
    layout->addLayout(head);
    layout->addWidget(splitter, 1);
}

void StatisticsView::setTrace(std::shared_ptr<const Trace> trace) {
    answers_.forget();
    trace_ = std::move(trace);
    selection_.reset();
    is_over_ = false;
    showAnswer(nullptr);
}

void StatisticsView::refresh(const RunInfo& info, bool is_over) {
    counts_ = info.counts;
    processors_ = info.machine.cpus;
    is_over_ = is_over;
    ask();
}

void StatisticsView::setSelection(const std::optional<TimeRange>& selection) {
    if (selection == selection_)
        return;
    selection_ = selection;
    ask();
}

void StatisticsView::setStale(bool is_stale) {
    is_stale_ = is_stale;
    show_stale(*summary_, is_stale);
    for (TableView* table : {lanes_, waits_, output_, kinds_})
        table->setStale(is_stale);
    for (ChartCanvas* canvas : {states_, parallelism_})
        canvas->setStale(is_stale);
    range_->setStale(is_stale);
}

StatisticsQuestion StatisticsView::question() const {
    return {
        .trace = trace_, .counts = counts_, .selection = selection_, .lanes = {}, .processors = processors_};
}

void StatisticsView::ask() {
    if (trace_ != nullptr && (is_over_ || isVisible()))
        answers_.ask(question());
}

void StatisticsView::showAnswer(std::shared_ptr<const ShownStatistics> shown) {
    shown_ = std::move(shown);
    if (shown_ == nullptr)
        lanes_->clear();
    else
        lanes_->setTable(lane_table(*shown_->trace, shown_->figures));
    showWords();
    showPage();
}

void StatisticsView::showWords() {
    range_->setProgress({});
    if (shown_ == nullptr)
        range_->clear();
    else
        range_->setSelection(shown_->selection);
    summary_->setText(shown_ == nullptr ? QString() : summary_text(*shown_));
}

/// Fills in the page that is shown. The others are filled in when they are.
void StatisticsView::showPage() {
    const int page = std::max(0, pages_->currentIndex());
    stack_->setCurrentIndex(page);
    if (shown_ == nullptr) {
        for (TableView* table : {waits_, output_, kinds_})
            table->clear();
        for (ChartCanvas* canvas : {states_, parallelism_})
            canvas->showHint(hint());
        return;
    }
    switch (static_cast<Page>(page)) {
    case Page::states:
        if (shown_->figures.lanes.empty() || !trace_->knows_states())
            states_->showHint(hint());
        else
            states_->showDrawing(
                [this, shown = shown_](QPainter& painter, const QRectF& area, const Theme& theme) {
                    draw_state_bars(painter, area, *shown, theme, font());
                },
                tr("The same as the columns of times in the table beside it"));
        break;
    case Page::parallelism:
        parallelism_->showDrawing(
            [this, shown = shown_](QPainter& painter, const QRectF& area, const Theme& theme) {
                draw_parallelism(painter, area, *shown, theme, font());
            },
            parallelism_sentence(*shown_));
        break;
    case Page::waits:
        waits_->setTable(wait_table(*shown_->trace, shown_->figures));
        break;
    case Page::output:
        output_->setTable(output_table(*shown_->trace, shown_->figures));
        break;
    case Page::kinds:
        kinds_->setTable(kind_table(shown_->figures));
        break;
    }
}

QString StatisticsView::hint() const {
    if (shown_ == nullptr)
        return tr("Time of each lane in each state, switches, and how many lanes ran at once");
    if (!trace_->knows_states())
        return tr("This trace tells of work and moments, but not of states");
    return tr("No lane lived in the selection");
}

/// Returns the table whose numbers the user looks at: that of the page, or that of the lanes.
TableView* StatisticsView::shownTable() const {
    switch (static_cast<Page>(pages_->currentIndex())) {
    case Page::waits:
        return waits_;
    case Page::output:
        return output_;
    case Page::kinds:
        return kinds_;
    case Page::states:
    case Page::parallelism:
        break;
    }
    return lanes_;
}

std::optional<ExportChoice> StatisticsView::toExport(const RunInfo& info) {
    if (trace_ == nullptr)
        return std::nullopt;
    if (shown_ == nullptr && trace_->event_count() <= most_quick_events)
        showAnswer(look_at_statistics(question()));
    if (shown_ == nullptr || shown_->figures.lanes.empty())
        return std::nullopt;
    return ExportChoice{.name = QStringLiteral("statistics"),
                        .title = tr("Statistics"),
                        .words = statistics_words(info, *trace_),
                        .draw = statistics_drawing(shown_),
                        .table = shownTable()->shownTable()};
}

void StatisticsView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    ask();
}

void StatisticsView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        show_stale(*summary_, is_stale_);
}

} // namespace interleave
