// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wait_graph/graph_view.h"

#include "ui/wait_graph/graph_picture.h"
#include "ui/words/words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <utility>

namespace interleave {

GraphView::GraphView(QWidget* parent)
    : QWidget(parent)
    , canvas_(new GraphCanvas(this))
    , reading_(new QWidget(this))
    , moment_(new QLabel(this))
    , ring_(new QLabel(this))
    , waits_(new QLabel(this))
    , orders_(new QLabel(this))
    , answers_(&GraphView::answer, {[this](const LaidOutGraph& graph) { showAnswer(graph); }}) {
    setObjectName(QStringLiteral("graphView"));
    setAccessibleName(tr("Wait-for graph"));
    setToolTip(tr("Who waits for whom at the cursor's moment, or now"));
    moment_->setObjectName(QStringLiteral("graphMoment"));
    ring_->setObjectName(QStringLiteral("graphRing"));
    waits_->setObjectName(QStringLiteral("graphWaits"));
    orders_->setObjectName(QStringLiteral("graphOrders"));
    orders_->setToolTip(tr("Locks that several lanes took in opposite orders can make a deadlock, also where "
                           "this run had none"));
    auto* lines = new QVBoxLayout(reading_);
    lines->setContentsMargins(8, 8, 12, 8);
    lines->setSpacing(8);
    for (QLabel* label : {moment_, ring_, waits_, orders_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        lines->addWidget(label);
    }
    ring_->setMargin(6);
    lines->addStretch(1);
    reading_->setAutoFillBackground(true);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("graphReading"));
    scroll->setAccessibleName(tr("Who waits for whom, in words"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidgetResizable(true);
    scroll->setWidget(reading_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(canvas_, 3);
    layout->addWidget(scroll, 2);

    connect(canvas_, &GraphCanvas::laneChosen, this,
            [this](LaneId lane) { emit laneChosen(lane, graph_.shown.time); });
    connect(canvas_, &GraphCanvas::ownerWanted, this, &GraphView::ownerWanted);
    connect(canvas_, &GraphCanvas::waiterWanted, this, &GraphView::waiterWanted);
    connect(canvas_, &GraphCanvas::nowWanted, this, &GraphView::nowWanted);
    showAnswer({});
}

LaidOutGraph GraphView::answer(const Question& question) {
    LaidOutGraph graph{look_at_waits(question.about)};
    if (!graph.shown.nodes.empty())
        graph.placed = lay_out_for(graph.shown, question.font, question.size);
    return graph;
}

void GraphView::setTrace(std::shared_ptr<const Trace> trace, bool is_over) {
    answers_.forget();
    trace_ = std::move(trace);
    is_over_ = is_over;
    time_.reset();
    lock_orders_.clear();
    showAnswer({});
    ask();
}

void GraphView::complete(const std::vector<LockOrderReport>& lock_orders) {
    is_over_ = true;
    lock_orders_ = lock_orders;
    showWords();
    ask();
}

void GraphView::setTime(std::optional<std::int64_t> time) {
    if (std::exchange(time_, time) != time)
        ask();
}

void GraphView::setStale(bool is_stale) {
    is_stale_ = is_stale;
    canvas_->setStale(is_stale);
    colourWords();
}

/// Asks for what would be shown now. Nobody asks for a view that cannot be seen.
void GraphView::ask() {
    if (trace_ != nullptr && isVisible())
        answers_.ask({{trace_, time_, is_over_}, canvas_->font(), canvas_->area().size()});
}

void GraphView::showAnswer(const LaidOutGraph& graph) {
    graph_ = graph;
    canvas_->setGraph(&graph_, hint());
    showWords();
}

QString GraphView::hint() const {
    if (trace_ == nullptr)
        return tr("Who waits for what, and who holds it, at the cursor's moment or now");
    if (!trace_->knows_states())
        return tr("This trace tells of work, not of waits.");
    if (!graph_.shown.nodes.empty())
        return tr("Graphviz cannot lay out the graph; beside it are its sentences.");
    return graph_.shown.is_known ? tr("Nobody waits for anything then, and nothing is held.") : QString();
}

void GraphView::showWords() {
    const ShownGraph& shown = graph_.shown;
    QString moment;
    if (shown.is_known)
        moment =
            shown.is_now ? tr("Now, after %1").arg(duration_text(shown.time))
            : time_      ? tr("At %1. Esc: %2")
                          .arg(moment_text(shown.time),
                               is_over_ ? tr("the longest of the last waits") : tr("now"))
            : shown.nodes.empty()
                ? tr("At %1. Put the cursor elsewhere to see another moment.").arg(moment_text(shown.time))
                : tr("At %1, in the longest of the last waits. Put the cursor elsewhere to see another "
                     "moment.")
                      .arg(moment_text(shown.time));
    const auto say = [](QLabel* label, const QString& words) {
        label->setText(words);
        label->setVisible(!words.isEmpty());
    };
    say(moment_, moment);
    QStringList rings;
    for (const QString& ring : shown.rings)
        rings << tr("Deadlock: %1.").arg(ring);
    say(ring_, rings.join(QStringLiteral("\n\n")));
    QStringList waits = shown.waits;
    if (!shown.left_out.isEmpty())
        waits << shown.left_out;
    say(waits_, waits.join(QLatin1Char('\n')));
    say(orders_, lock_order_words(lock_orders_).join(QStringLiteral("\n\n")));
    colourWords();
}

void GraphView::colourWords() {
    const Theme& theme = theme_for(palette());
    QPalette colours = palette();
    colours.setColor(QPalette::Window, theme.background); // as behind the graph
    reading_->setPalette(colours);
    colours.setColor(QPalette::WindowText, theme.muted);
    moment_->setPalette(colours);
    colours.setColor(QPalette::WindowText, is_stale_ ? theme.muted : theme.text);
    waits_->setPalette(colours);
    colours.setColor(QPalette::WindowText, is_stale_ ? theme.muted : theme.doubt);
    orders_->setPalette(colours);
    colours.setColor(QPalette::WindowText, is_stale_ ? theme.muted : theme.error);
    colours.setColor(QPalette::Window, is_stale_ ? theme.background : theme.error_ground);
    ring_->setAutoFillBackground(true);
    ring_->setPalette(colours);
}

std::optional<ExportChoice> GraphView::toExport(const RunInfo& info) const {
    if (trace_ == nullptr || graph_.shown.nodes.empty())
        return std::nullopt;
    return ExportChoice{.name = QStringLiteral("graph"),
                        .title = tr("Wait-for graph"),
                        .words = words_of(graph_.shown, lock_orders_, info, *trace_),
                        .draw = graph_drawing(graph_.shown),
                        .table = graph_.shown.table.rows.empty() ? std::nullopt
                                                                 : std::optional(graph_.shown.table)};
}

void GraphView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    ask();
}

void GraphView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    ask();
}

void GraphView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourWords();
    if (event->type() == QEvent::FontChange)
        ask();
}

} // namespace interleave
