// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/event_filter_bar.h"

#include "ui/words/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>

#include <algorithm>

namespace interleave {

namespace {

constexpr int typing_ms = 150; ///< after a key, before it is looked for

QComboBox* make_choice(QWidget* parent) {
    auto* box = new QComboBox(parent);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    box->setMaximumWidth(box->fontMetrics().averageCharWidth() * 32);
    return box;
}

/// Chooses what has that number as its data, and the first entry, which means all, if nothing has.
void choose(QComboBox* box, uint number) {
    box->setCurrentIndex(std::max(0, box->findData(number)));
}

} // namespace

EventFilterBar::EventFilterBar(QWidget* parent)
    : QWidget(parent)
    , search_(new QLineEdit(this))
    , lane_(make_choice(this))
    , kind_(make_choice(this))
    , object_(make_choice(this))
    , switches_(new QCheckBox(tr("Switches"), this))
    , found_(new QLabel(this)) {
    describe();
    lane_->addItem(tr("All lanes"));
    kind_->addItem(tr("All events"));
    object_->addItem(tr("All objects"));
    for (auto kind = static_cast<std::uint16_t>(EventKind::lane_begin);
         kind < static_cast<std::uint16_t>(EventKind::count_); ++kind)
        if (!continues_last(static_cast<EventKind>(kind)))
            kind_->addItem(kind_text(static_cast<EventKind>(kind)), uint{kind});
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(8);
    row->addWidget(search_, 3);
    row->addWidget(lane_, 2);
    row->addWidget(kind_, 2);
    row->addWidget(object_, 2);
    row->addWidget(switches_);
    row->addWidget(found_, 2);

    typing_.setSingleShot(true);
    typing_.setInterval(typing_ms);
    connect(&typing_, &QTimer::timeout, this, &EventFilterBar::changed);
    connect(search_, &QLineEdit::textChanged, &typing_, qOverload<>(&QTimer::start));
    for (QComboBox* box : {lane_, kind_, object_})
        connect(box, &QComboBox::currentIndexChanged, this, &EventFilterBar::changed);
    connect(switches_, &QCheckBox::toggled, this, &EventFilterBar::changed);
    search_->installEventFilter(this);
}

void EventFilterBar::describe() {
    const auto name = [](QWidget* widget, const char* object, const QString& title, const QString& tip) {
        widget->setObjectName(QLatin1String(object));
        widget->setAccessibleName(title);
        widget->setToolTip(tip);
    };
    name(search_, "eventsSearch", tr("Find"),
         tr("A part of a name, a kind of event, a printed line or a place in the source, or a value (/). "
            "Enter or F3: the next one; Shift: the one before"));
    search_->setPlaceholderText(tr("Find: name, event, value, text (/)"));
    search_->setClearButtonEnabled(true);
    search_->setMinimumWidth(fontMetrics().averageCharWidth() * 14);
    name(lane_, "eventsLane", tr("Lane"), tr("Show only the events of this thread or process"));
    name(kind_, "eventsKind", tr("Event"), tr("Show only events of this kind"));
    name(object_, "eventsObject", tr("Object"), tr("Show only events of this lock, queue, variable …"));
    name(switches_, "eventsSwitches", tr("Switches"),
         tr("Show, too, when the kernel put a lane on a processor and took it off"));
    found_->setObjectName(QStringLiteral("eventsFound"));
    found_->setTextFormat(Qt::PlainText);
    found_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    found_->setMinimumWidth(fontMetrics().averageCharWidth() * 22);
}

void EventFilterBar::offer(const Trace* trace) {
    const QSignalBlocker lane_blocker(lane_), object_blocker(object_);
    if (trace != offered_ || trace == nullptr) {
        offered_ = trace;
        lanes_ = objects_ = 0;
        for (QComboBox* box : {lane_, object_})
            while (box->count() > 1)
                box->removeItem(box->count() - 1);
    }
    if (trace == nullptr)
        return;
    for (; lanes_ < trace->lane_count(); ++lanes_)
        lane_->addItem(QString::fromStdString(trace->lane(lanes_).name()), static_cast<uint>(lanes_));
    for (; objects_ < trace->object_count(); ++objects_) {
        const Object& object = trace->object(objects_);
        object_->addItem(tr("%1 (%2)", "name and kind of an object")
                             .arg(QString::fromStdString(object.name()), kind_text(object.kind())),
                         uint{object.id()});
    }
}

QString EventFilterBar::searched() const {
    return search_->text().trimmed();
}

EventFilter EventFilterBar::filter() const {
    EventFilter filter;
    if (lane_->currentIndex() > 0)
        filter.lanes = std::vector<std::size_t>{lane_->currentData().toUInt()};
    if (kind_->currentIndex() > 0)
        filter.kind = static_cast<EventKind>(kind_->currentData().toUInt());
    filter.object = object_->currentIndex() > 0 ? object_->currentData().toUInt() : no_object;
    filter.with_switches = switches_->isChecked();
    filter.text = searched().toStdString();
    bool is_number = false;
    const qlonglong number = QLocale().toLongLong(searched(), &is_number);
    if (is_number)
        filter.number = number;
    return filter;
}

void EventFilterBar::setFound(const QString& words, const QString& tool_tip) {
    found_->setText(words);
    found_->setToolTip(tool_tip);
}

void EventFilterBar::setLane(LaneId lane) {
    choose(lane_, lane);
}

void EventFilterBar::setKind(EventKind kind) {
    choose(kind_, static_cast<uint>(kind));
}

void EventFilterBar::setObject(ObjectId object) {
    choose(object_, object);
}

void EventFilterBar::showSwitches(bool shown) {
    switches_->setChecked(shown);
}

void EventFilterBar::clear() {
    {
        const QSignalBlocker lane(lane_), kind(kind_), object(object_), search(search_);
        for (QComboBox* box : {lane_, kind_, object_})
            box->setCurrentIndex(0);
        search_->clear();
    }
    sendNow();
}

void EventFilterBar::startSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void EventFilterBar::sendNow() {
    typing_.stop();
    emit changed();
}

bool EventFilterBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched != search_ || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (typing_.isActive())
            sendNow();
        emit stepWanted(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
        return true;
    case Qt::Key_Down:
        emit tableWanted();
        return true;
    case Qt::Key_Escape:
        if (search_->text().isEmpty())
            break;
        search_->clear();
        sendNow();
        return true;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace interleave
