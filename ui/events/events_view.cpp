// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/events_view.h"

#include "core/analysis/missing_records.h"
#include "ui/events/event_filter_bar.h"
#include "ui/events/event_indexer.h"
#include "ui/events/event_saving.h"
#include "ui/events/event_walk.h"
#include "ui/events/found_names.h"
#include "ui/navigation/navigation.h"
#include "ui/status/messages.h"
#include "ui/status/progress_line.h"
#include "ui/view/range_line.h"
#include "ui/words/words.h"

#include <QAction>
#include <QVBoxLayout>

#include <limits>
#include <utility>

namespace interleave {

namespace {

constexpr int growing_ms = 20;    ///< between two portions of millions of rows
constexpr int selecting_ms = 120; ///< after a move of the selection, before its events are found

std::optional<EventPlace> place_of(const Navigation& navigation) {
    if (!navigation.cursor())
        return std::nullopt;
    return EventPlace{*navigation.cursor(), navigation.chosenLane(), navigation.chosenObject()};
}

} // namespace

EventsView::EventsView(Navigation& navigation, Messages& messages, QWidget* parent)
    : QWidget(parent)
    , navigation_(navigation)
    , messages_(messages)
    , bar_(new EventFilterBar(this))
    , range_(new RangeLine(QStringLiteral("events"), this))
    , names_(new FoundNamesLine(this))
    , table_(new EventTable(this))
    , indexer_(new EventIndexer(this)) {
    setObjectName(QStringLiteral("eventsView"));
    setAccessibleName(tr("Events"));
    setToolTip(tr("All that happened, in order of time"));
    build();
    addFilterActions();
    growing_.setSingleShot(true);
    growing_.setInterval(growing_ms);
    connect(&growing_, &QTimer::timeout, this, &EventsView::takeGrown);
    selecting_.setSingleShot(true);
    selecting_.setInterval(selecting_ms);
    connect(&selecting_, &QTimer::timeout, this, &EventsView::restart);
    connect(bar_, &EventFilterBar::changed, this, &EventsView::restart);
    connect(bar_, &EventFilterBar::stepWanted, this, &EventsView::step);
    connect(bar_, &EventFilterBar::tableWanted, table_, [this] { table_->setFocus(Qt::TabFocusReason); });
    connect(range_, &RangeLine::wholeRunWanted, &navigation_, &Navigation::clearSelection);
    connect(indexer_, &EventIndexer::replaced, this, &EventsView::takeReplaced);
    connect(indexer_, &EventIndexer::grew, this, &EventsView::takeGrown);
    connect(indexer_, &EventIndexer::finished, this, &EventsView::takeFinished);
    connect(&navigation_, &Navigation::changed, this, [this](Navigation::Changes changes) {
        if (changes & Navigation::Selection)
            selecting_.start();
        if ((changes & (Navigation::Cursor | Navigation::Choice)) && isVisible())
            followNavigation();
    });
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) { chooseMoment(current.row()); });
    connect(table_, &QAbstractItemView::clicked, this,
            [this](const QModelIndex& index) { chooseMoment(index.row()); });
    connect(table_, &EventTable::cut, this, [this](int copied, int chosen) {
        emit messages_.note(tr("Copied the first %1 of %2 rows; Export saves all of them as CSV.")
                                .arg(count_text(static_cast<std::uint64_t>(copied)),
                                     count_text(static_cast<std::uint64_t>(chosen))));
    });
    connect(names_, &FoundNamesLine::laneWanted, this, [this](LaneId lane) {
        navigation_.chooseLane(lane, navigation_.cursor().value_or(trace_->lane(lane).begin()));
    });
    connect(names_, &FoundNamesLine::objectWanted, this, [this](ObjectId id) {
        const auto& changes = trace_->find_object(id)->changes();
        const std::int64_t first = changes.empty() ? 0 : changes[0].time();
        navigation_.chooseObject(id, navigation_.cursor().value_or(first));
    });
    showFound();
}

EventsView::~EventsView() = default;

void EventsView::build() {
    auto* progress = new ProgressLine(this);
    progress->setObjectName(QStringLiteral("eventsProgress"));
    saving_ = new EventSaving(messages_, *progress, this);
    range_->setContentsMargins(10, 0, 8, 3);
    range_->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar_);
    layout->addWidget(range_);
    layout->addWidget(names_);
    layout->addWidget(progress);
    layout->addWidget(table_, 1);
}

void EventsView::addFilterActions() {
    auto* separator = new QAction(table_);
    separator->setSeparator(true);
    table_->addAction(separator);
    const auto add = [this](const char* name, const QString& text, auto&& take) {
        auto* action = new QAction(text, table_);
        action->setObjectName(QLatin1String(name));
        table_->addAction(action);
        connect(action, &QAction::triggered, this, [this, take] {
            if (const auto record = table_->events().record(table_->currentRow()))
                take(*record);
        });
    };
    add("eventsOnlyLane", tr("Only this lane"), [this](const MergedRecord& record) {
        if (record.lane != no_lane)
            bar_->setLane(record.lane);
    });
    add("eventsOnlyKind", tr("Only this kind of event"),
        [this](const MergedRecord& record) { bar_->setKind(record.event.kind); });
    add("eventsOnlyObject", tr("Only this object"),
        [this](const MergedRecord& record) { bar_->setObject(record.event.object); });
    auto* all = new QAction(tr("All events"), table_);
    all->setObjectName(QStringLiteral("eventsAll"));
    table_->addAction(all);
    connect(all, &QAction::triggered, bar_, &EventFilterBar::clear);
}

void EventsView::setTrace(std::shared_ptr<const Trace> trace) {
    trace_ = std::move(trace);
    is_complete_ = false;
    missing_.clear();
    lacks_rows_ = false;
    wanted_step_ = 0;
    selecting_.stop();
    if (std::exchange(shows_switches_, false))
        bar_->showSwitches(false);
    bar_->offer(trace_.get());
    indexer_->clear();
    restart();
}

void EventsView::refresh(const RunInfo& info) {
    missing_ = QString::fromStdString(missing_text(info.counts));
    lacks_rows_ = lacks_events(info.counts) || misses_switches(info.counts);
    if (!isWanted())
        return;
    bar_->offer(trace_.get());
    if (is_out_of_date_)
        return;
    names_->setNames(*trace_, find_names(*trace_, bar_->searched()));
    indexer_->extend(until());
}

void EventsView::complete(const RunInfo& info) {
    is_complete_ = true;
    refresh(info);
    // What was lost is known to belong to a time that was taken in before, and what came late, too.
    if (!missing_.isEmpty())
        restart();
}

bool EventsView::isWanted() const {
    return isVisible() || !bar_->searched().isEmpty() || wanted_step_ != 0;
}

/// Returns up to which time the trace is complete.
std::int64_t EventsView::until() const {
    return is_complete_ ? std::numeric_limits<std::int64_t>::max() : trace_->time_end();
}

void EventsView::restart() {
    is_out_of_date_ = trace_ != nullptr;
    if (!trace_ || !isWanted()) {
        showFound();
        return;
    }
    is_out_of_date_ = false;
    EventFilter filter = bar_->filter();
    if (const auto& selection = navigation_.selection()) {
        filter.from = selection->from;
        filter.until = selection->until;
    }
    names_->setNames(*trace_, find_names(*trace_, bar_->searched()));
    indexer_->show(trace_, std::move(filter), until());
    showFound();
}

void EventsView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!trace_)
        return;
    bar_->offer(trace_.get());
    if (is_out_of_date_)
        restart();
    else
        indexer_->extend(until());
    followNavigation();
}

void EventsView::takeReplaced() {
    table_->events().setEvents(indexer_->events());
    table_->fitColumns();
    follows_when_grown_ = true;
    growOn();
    showFound();
}

void EventsView::takeGrown() {
    const bool keeps_end_in_view = !is_complete_ && navigation_.isFollowing() && table_->isAtEnd();
    table_->events().grow();
    if (keeps_end_in_view)
        table_->scrollToBottom();
    growOn();
    showFound();
}

/// Shows the next portion of rows in a moment, or does what has waited for all of them.
void EventsView::growOn() {
    if (table_->events().hasMore()) {
        growing_.start();
        return;
    }
    if (indexer_->isBusy())
        return;
    if (std::exchange(follows_when_grown_, false)) {
        if (!is_complete_ && navigation_.isFollowing() && !navigation_.cursor())
            table_->scrollToBottom(); // where it grows
        else
            followNavigation();
    }
    takeStep();
}

/// Whether nothing is asked for, and all that the run has are switches, as the kernel's schedule in a file.
bool EventsView::hasOnlySwitches() const {
    if (shows_switches_ || !is_complete_ || bar_->filter() != EventFilter{.with_switches = false} ||
        navigation_.selection() || table_->events().rowCount() > 0)
        return false;
    for (std::size_t lane = 0; lane < trace_->lane_count(); ++lane)
        if (!trace_->lane(lane).switches().empty())
            return true;
    return false;
}

void EventsView::takeFinished() {
    if (hasOnlySwitches()) {
        shows_switches_ = true;
        bar_->showSwitches(true);
    }
    growOn();
    showFound();
}

void EventsView::followNavigation() {
    const std::optional<EventPlace> place = place_of(navigation_);
    if (!place)
        return;
    const EventModel& model = table_->events();
    if (const auto current = model.record(table_->currentRow()); current && is_at(*current, *place))
        return;
    if (const auto row = row_near(model, *place)) {
        is_following_ = true;
        goToRow(*row);
        is_following_ = false;
    }
}

void EventsView::goToRow(int row) {
    table_->goTo(row);
    showFound();
}

void EventsView::chooseMoment(int row) {
    // A table that gets the focus has a current row, which nobody has chosen.
    if (is_following_ || !table_->selectionModel()->isRowSelected(row))
        return;
    const auto record = table_->events().record(row);
    if (!record)
        return;
    if (record->lane != no_lane)
        navigation_.chooseLane(record->lane, record->event.time);
    else if (record->until > record->event.time) // of all lanes: the stretch of which nothing is known
        navigation_.select({record->event.time, record->until});
    showFound();
}

void EventsView::startSearch() {
    bar_->startSearch();
}

void EventsView::step(int by) {
    if (!trace_)
        return;
    wanted_step_ = by;
    if (is_out_of_date_)
        restart();
    else
        indexer_->extend(until());
    growOn();
}

void EventsView::takeStep() {
    const int by = std::exchange(wanted_step_, 0);
    if (by == 0)
        return;
    if (const auto row = next_row(table_->events(), place_of(navigation_), table_->currentRow(), by))
        goToRow(*row);
}

void EventsView::saveCsv(const QString& path) {
    if (const auto& events = table_->events().events())
        saving_->save(path, events->trace, events->index.filter());
}

/// Says how many events there are, and which of them is the current one.
void EventsView::showFound() {
    table_->setHint(hint());
    range_->setSelection(navigation_.selection());
    range_->setVisible(trace_ != nullptr && navigation_.selection().has_value());
    if (!trace_) {
        bar_->setFound({}, {});
        return;
    }
    const auto& events = table_->events().events();
    const std::size_t rows = events ? events->index.size() : 0;
    const QString count = count_text(rows);
    const int current = table_->currentRow();
    QString words = rows == 1 ? tr("1 event")
                    : current < 0
                        ? tr("%1 events").arg(count)
                        : tr("%1 of %2").arg(count_text(static_cast<std::uint64_t>(current) + 1), count);
    if (rows > most_event_rows)
        words = tr("the first %1 of %2").arg(count_text(most_event_rows), count);
    if (indexer_->isBusy() && is_complete_)
        words = tr("%1 events, %2 %").arg(count).arg(static_cast<int>(indexer_->progress() * 100));
    if (lacks_rows_)
        words += tr(" · not all");
    bar_->setFound(words, missing_.isEmpty() ? tr("Events that are shown")
                                             : tr("Records are missing, or came late: %1").arg(missing_));
}

QString EventsView::hint() const {
    if (!trace_)
        return tr("Every event of the run, of all lanes, in order of time");
    if (is_out_of_date_ || indexer_->isBusy())
        return tr("Looking for events …");
    EventFilter filter = bar_->filter();
    const bool shows_switches = std::exchange(filter.with_switches, true);
    if (filter != EventFilter())
        return tr("No event is as you ask");
    if (navigation_.selection())
        return tr("Nothing happened in the selection");
    if (!shows_switches)
        return tr("The lanes have recorded no events; “Switches” shows what the kernel reported");
    return tr("The run has no events");
}

} // namespace interleave
