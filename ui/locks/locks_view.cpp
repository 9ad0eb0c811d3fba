// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/locks/locks_view.h"

#include "ui/locks/blame_canvas.h"
#include "ui/locks/duration_chart.h"
#include "ui/locks/family_sentence.h"
#include "ui/locks/locks_picture.h"
#include "ui/locks/object_strip.h"
#include "ui/locks/parts_chart.h"
#include "ui/table/table_view.h"
#include "ui/view/range_line.h"
#include "ui/view/stale_words.h"
#include "ui/words/words.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace interleave {

namespace {

void describe(QWidget* widget, const char* name, const QString& title, const QString& tip) {
    widget->setObjectName(QLatin1String(name));
    widget->setAccessibleName(title);
    widget->setToolTip(tip);
}

/// Returns the number that a row's first cell has as its name; nothing without a row.
std::optional<std::uint32_t> number_of_row(const QModelIndex& index) {
    if (!index.isValid())
        return std::nullopt;
    bool is_number = false;
    const std::uint32_t number =
        index.siblingAtColumn(0).data(TableModel::NameRole).toString().toUInt(&is_number);
    return is_number ? std::optional(number) : std::nullopt;
}

QSplitter* splitter_of(QWidget* left, QWidget* right, int left_share, int right_share) {
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(5);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, left_share);
    splitter->setStretchFactor(1, right_share);
    splitter->setSizes({left_share * 1000, right_share * 1000});
    return splitter;
}

QVBoxLayout* narrow_column(QWidget* owner) {
    auto* column = new QVBoxLayout(owner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

} // namespace

LocksView::LocksView(QWidget* parent)
    : QWidget(parent)
    , whole_(new QStackedWidget(this))
    , empty_(new ChartCanvas(QStringLiteral("locksEmpty"), tr("Locks")))
    , family_choice_(new QComboBox(this))
    , range_(new RangeLine(QStringLiteral("locks"), this))
    , objects_(new TableView(QStringLiteral("locksView"), tr("Objects that lanes wait for"), QString(), this))
    , pages_(new QTabBar(this))
    , stack_(new QStackedWidget(this))
    , parts_(new ChartCanvas(QStringLiteral("locksParts"), tr("The five parts of each lock's time")))
    , matrix_(new BlameCanvas)
    , blames_(
          new TableView(QStringLiteral("locksBlames"), tr("Who waited for whom at which lines"), QString()))
    , sentence_(new QLabel(this))
    , durations_(new ChartCanvas(QStringLiteral("locksDurations"), tr("Histograms of waits and holds")))
    , over_time_(
          new ChartCanvas(QStringLiteral("locksOverTime"), tr("Who held it and who waited, over time"))) {
    setObjectName(QStringLiteral("locksPanel"));
    setAccessibleName(tr("Locks"));
    setToolTip(tr("What lanes waited for, what it cost, and who was to blame"));
    describe(family_choice_, "locksFamily", tr("Kind of objects"),
             tr("Which objects are shown: each kind has figures of its own"));
    describe(pages_, "locksPages", tr("What is told of the object"),
             tr("The times, who waited for whom, how long, and when"));
    describe(sentence_, "locksSentence", tr("Who is to blame most"), {});
    objects_->setSelectionMode(QAbstractItemView::SingleSelection);
    blames_->setSelectionMode(QAbstractItemView::SingleSelection);
    blames_->setToolTip(tr("Enter or a double click goes to the longest such wait"));
    family_choice_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    sentence_->setTextFormat(Qt::PlainText);
    sentence_->setWordWrap(true);
    sentence_->setContentsMargins(10, 4, 10, 2);

    pages_->setDrawBase(false);
    pages_->setExpanding(false);
    pages_->addTab(tr("Five parts"));
    pages_->addTab(tr("Who for whom"));
    pages_->addTab(tr("How long"));
    pages_->addTab(tr("Over time"));
    pages_->setTabToolTip(0, tr("How the time of each lock divides"));
    pages_->setTabToolTip(1, tr("Which lane waited for which, and at which lines"));
    pages_->setTabToolTip(2, tr("Histograms of waits and holds, with percentiles"));
    pages_->setTabToolTip(3, tr("Who held it, how many waited, or how long it was"));
    stack_->addWidget(parts_);
    stack_->addWidget(makeBlamePage());
    stack_->addWidget(durations_);
    stack_->addWidget(over_time_);

    auto* left = new QWidget;
    auto* left_column = narrow_column(left);
    auto* left_head = new QHBoxLayout;
    left_head->setContentsMargins(8, 2, 8, 2);
    left_head->addWidget(family_choice_);
    left_head->addSpacing(8);
    left_head->addWidget(range_, 1);
    left_column->addLayout(left_head);
    left_column->addWidget(objects_, 1);
    auto* right = new QWidget;
    auto* right_column = narrow_column(right);
    right_column->addWidget(pages_);
    right_column->addWidget(stack_, 1);
    whole_->addWidget(empty_);
    whole_->addWidget(splitter_of(left, right, 2, 3));
    narrow_column(this)->addWidget(whole_);

    connect(family_choice_, &QComboBox::activated, this, [this](int index) {
        family_ = families_[static_cast<std::size_t>(index)];
        chosen_ = no_object;
        showFamily();
    });
    connect(range_, &RangeLine::wholeRunWanted, this, &LocksView::wholeRunWanted);
    connect(pages_, &QTabBar::currentChanged, this, [this] { showPages(); });
    connect(objects_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { takeSelectedObject(); });
    connect(objects_, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        if (const auto object = number_of_row(index))
            emit objectWanted(*object);
    });
    connect(blames_, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        const auto place = number_of_row(index);
        if (const ObjectFigures* figures = chosen(); figures != nullptr && place)
            emit waitWanted(figures->waits.blames[*place]);
    });
    connect(matrix_, &BlameCanvas::waitWanted, this, &LocksView::waitWanted);
    colourSentence();
    showWaits(nullptr);
}

QWidget* LocksView::makeBlamePage() {
    auto* page = new QWidget;
    page->setAutoFillBackground(true);
    auto* column = narrow_column(page);
    column->addWidget(sentence_);
    column->addWidget(splitter_of(matrix_, blames_, 3, 2), 1);
    return page;
}

void LocksView::showWaits(std::shared_ptr<const RunWaits> waits, const QString& hint) {
    waits_ = std::move(waits);
    hint_ = hint;
    families_ = waits_ == nullptr ? std::vector<WaitFamily>() : families_of(*waits_);
    if (families_.empty()) {
        family_.reset();
        chosen_ = no_object;
    } else if (!family_ || std::ranges::find(families_, *family_) == families_.end()) {
        family_ = families_.front();
    }
    offerFamilies();
    showRange();
    showFamily();
}

void LocksView::offerFamilies() {
    const QSignalBlocker quiet(family_choice_);
    QStringList titles;
    for (const WaitFamily family : families_)
        titles << tr("%1 (%2)", "a kind of objects and their number")
                      .arg(title_of(family), count_text(members_of(*waits_, family).size()));
    for (int i = 0; i < titles.size(); ++i)
        if (i < family_choice_->count())
            family_choice_->setItemText(i, titles[i]);
        else
            family_choice_->addItem(titles[i]);
    while (family_choice_->count() > titles.size())
        family_choice_->removeItem(family_choice_->count() - 1);
    family_choice_->setEnabled(!families_.empty());
    if (family_)
        family_choice_->setCurrentIndex(
            static_cast<int>(std::ranges::find(families_, *family_) - families_.begin()));
}

void LocksView::showFamily() {
    is_filling_ = true;
    if (!family_) {
        objects_->clear();
    } else {
        objects_->setTable(family_table(*waits_, *family_));
        const auto members = members_of(*waits_, *family_);
        const auto is_chosen = [this](const ObjectFigures* figures) { return figures->times.id == chosen_; };
        if (std::ranges::none_of(members, is_chosen))
            chosen_ = members.front()->times.id;
        // While figures change nothing is scrolled. A row that only has the focus is not selected.
        const QModelIndex current = objects_->currentIndex();
        if (number_of_row(current) != chosen_ || !objects_->selectionModel()->isSelected(current))
            objects_->selectNamed({std::to_string(chosen_)});
    }
    is_filling_ = false;
    showObject();
}

void LocksView::takeSelectedObject() {
    if (is_filling_)
        return;
    const auto object = number_of_row(objects_->currentIndex());
    if (!object || *object == chosen_)
        return;
    chosen_ = *object;
    showObject();
}

void LocksView::chooseObject(ObjectId object) {
    const ObjectFigures* const figures = waits_ == nullptr ? nullptr : waits_->find(object);
    if (figures == nullptr || object == chosen_)
        return;
    chosen_ = object;
    family_ = family_of(figures->times.kind);
    offerFamilies();
    showFamily();
}

const ObjectFigures* LocksView::chosen() const {
    return waits_ == nullptr ? nullptr : waits_->find(chosen_);
}

Table LocksView::shownTable() const {
    return objects_->shownTable();
}

void LocksView::showObject() {
    const ObjectFigures* const figures = chosen();
    const bool is_of_lock = figures != nullptr && is_lock(figures->times.kind);
    pages_->setTabVisible(static_cast<int>(Page::parts), figures == nullptr || is_of_lock);
    showPages();
}

/// Fills in the page that is shown. The others are filled in when they are.
void LocksView::showPages() {
    const int page = std::max(0, pages_->currentIndex());
    stack_->setCurrentIndex(page);
    const ObjectFigures* const figures = chosen();
    whole_->setCurrentIndex(figures == nullptr ? 0 : 1);
    if (figures == nullptr) {
        empty_->showHint(hint_);
        return;
    }
    switch (static_cast<Page>(page)) {
    case Page::parts:
        showParts();
        break;
    case Page::blame:
        showBlame(*figures);
        break;
    case Page::durations:
        showDurations(*figures);
        break;
    case Page::over_time:
        showOverTime();
        break;
    }
}

void LocksView::showParts() {
    parts_->showDrawing(
        [this, waits = waits_, family = *family_, object = chosen_](QPainter& painter, const QRectF& area,
                                                                    const Theme& theme) {
            draw_parts(painter, area, members_of(*waits, family), waits->find(object)->times,
                       waits->is_complete, theme, font());
        },
        tr("The same as the columns of times in the table on the left"));
}

void LocksView::showBlame(const ObjectFigures& figures) {
    const QString sentence =
        joined_sentences({blame_sentence(*waits_, figures), family_sentence(*waits_, figures)});
    sentence_->setText(sentence);
    sentence_->setVisible(!sentence.isEmpty());
    blames_->setTable(blame_table(*waits_, figures));
    BlameMatrix matrix = blame_matrix(*waits_, figures);
    if (matrix.empty())
        matrix_->showHint(tr("Nobody waited for it"));
    else
        matrix_->showMatrix(std::move(matrix), sentence);
}

void LocksView::showDurations(const ObjectFigures& figures) {
    std::vector<NamedDurations> durations = durations_of(figures);
    if (durations.empty()) {
        durations_->showHint(tr("Nobody waited for it or held it"));
        return;
    }
    QStringList words;
    for (const NamedDurations& named : durations)
        words << durations_sentence(named, waits_->is_complete);
    durations_->showDrawing(
        [this, durations = std::move(durations),
         is_complete = waits_->is_complete](QPainter& painter, const QRectF& area, const Theme& theme) {
            draw_durations(painter, area, durations, is_complete, theme, font());
        },
        words.join(QStringLiteral("; ")));
}

void LocksView::showOverTime() {
    over_time_->showDrawing(
        [this, waits = waits_, object = chosen_](QPainter& painter, const QRectF& area, const Theme& theme) {
            draw_over_time(painter, area, *waits, *waits->find(object), theme, font());
        },
        tr("The row of the object and those of its lanes, as on the timeline"));
}

void LocksView::showProgress(int percent) {
    progress_ = percent;
    showRange();
}

void LocksView::showRange() {
    if (waits_ == nullptr)
        range_->clear();
    else
        range_->setSelection(waits_->is_part ? std::optional(waits_->range) : std::nullopt);
    range_->setProgress(progress_ < 100 ? tr("counting … %1 %").arg(progress_) : QString());
}

void LocksView::setStale(bool is_stale) {
    for (TableView* table : {objects_, blames_})
        table->setStale(is_stale);
    for (ChartCanvas* canvas : {parts_, static_cast<ChartCanvas*>(matrix_), durations_, over_time_})
        canvas->setStale(is_stale);
    range_->setStale(is_stale);
    is_stale_ = is_stale;
    colourSentence();
}

void LocksView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    emit shown(true);
}

void LocksView::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    emit shown(false);
}

void LocksView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourSentence();
}

void LocksView::colourSentence() {
    QPalette colours = palette();
    colours.setColor(QPalette::Window, theme_for(palette()).background); // as behind the matrix
    sentence_->parentWidget()->setPalette(colours);
    show_stale(*sentence_, is_stale_);
}

} // namespace interleave
