// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/lesson_pane.h"

#include "ui/lesson/lesson_dialogue.h"
#include "ui/lesson/lesson_view.h"
#include "ui/lesson/page_layout.h"
#include "ui/lesson/question_card.h"

#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QScrollArea>
#include <QTextDocument>
#include <QTimer>
#include <QVBoxLayout>

namespace interleave {

LessonPane::LessonPane(LessonDialogue& dialogue, QWidget* parent)
    : QStackedWidget(parent)
    , dialogue_(dialogue)
    , ask_(new QScrollArea(this))
    , head_(new QLabel)
    , card_(new QuestionCard)
    , page_(new LessonView(this)) {
    setObjectName(QStringLiteral("lessonPane"));
    setAccessibleName(tr("Lesson"));
    setToolTip(tr("The lesson of the chosen scenario"));

    auto* content = new QWidget;
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(12);
    layout->addWidget(head_);
    layout->addWidget(card_);
    layout->addStretch(1);
    head_->setObjectName(QStringLiteral("lessonHead"));
    head_->setWordWrap(true);
    head_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    ask_->setObjectName(QStringLiteral("lessonQuestion"));
    ask_->setFrameShape(QFrame::NoFrame);
    ask_->setFocusPolicy(Qt::NoFocus); // the card has the stops, and brings them into view
    ask_->setWidgetResizable(true);
    ask_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    ask_->setWidget(content);
    addWidget(ask_);
    addWidget(page_);

    connect(&dialogue_, &LessonDialogue::changed, this, &LessonPane::refresh);
    connect(card_, &QuestionCard::answered, &dialogue_, &LessonDialogue::answer);
    connect(card_, &QuestionCard::skipped, &dialogue_, [this] { dialogue_.answer({}); });
    // What has just been shown has its place after the layout has run.
    connect(card_, &QuestionCard::grown, this, [this](QWidget* widget) {
        QTimer::singleShot(0, ask_, [this, widget] { ask_->ensureWidgetVisible(widget, 0, 12); });
    });
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget*, QWidget* now) {
        if (now != nullptr && card_->isAncestorOf(now))
            ask_->ensureWidgetVisible(now, 0, 24);
    });
    connect(head_, &QLabel::linkActivated, this, &LessonPane::linkChosen);
    connect(page_, &LessonView::linkChosen, this, &LessonPane::linkChosen);
}

void LessonPane::setTabAfter(QWidget* widget) {
    tab_before_ = widget;
    orderTabs();
}

void LessonPane::orderTabs() {
    QWidget* before = tab_before_;
    if (before != nullptr && head_->focusPolicy() != Qt::NoFocus) {
        setTabOrder(before, head_);
        before = head_;
    }
    card_->setTabAfter(before);
    setTabOrder(card_->lastInTabOrder(), page_);
}

QWidget* LessonPane::lastInTabOrder() const {
    return page_;
}

QSize LessonPane::sizeHint() const {
    return page_->sizeHint();
}

QSize LessonPane::minimumSizeHint() const {
    return page_->minimumSizeHint();
}

void LessonPane::refresh() {
    const QString scenario =
        dialogue_.scenario() != nullptr ? QString::fromStdString(dialogue_.scenario()->name) : QString();
    const bool is_other = scenario != shown_;
    shown_ = scenario;
    const LessonQuestion* const question = dialogue_.question();
    const bool was_asking = currentWidget() == ask_;
    const bool had_focus = isAncestorOf(focusWidget()) && focusWidget()->hasFocus();
    if (question != nullptr) {
        showHead();
        card_->ask(*question);
        orderTabs();
        ask_->ensureVisible(0, 0);
        setCurrentWidget(ask_);
        if (had_focus && !is_other)
            card_->focusFirst();
        return;
    }
    page_->setPage(dialogue_.page(), is_other);
    setCurrentWidget(page_);
    if (was_asking && !is_other) {
        if (had_focus)
            page_->setFocus();
        showReply();
    }
}

void LessonPane::showReply() {
    page_->scrollToHeading(QStringLiteral("Predict"));
}

void LessonPane::showHead() {
    QTextDocument document;
    document.setDefaultFont(font());
    lay_out_page(document, dialogue_.page());
    const bool has_links = dialogue_.page().contains(QLatin1String("](")); // else there is nothing to stop at
    head_->setTextInteractionFlags(has_links ? Qt::TextBrowserInteraction : Qt::TextSelectableByMouse);
    head_->setFocusPolicy(has_links ? Qt::StrongFocus : Qt::NoFocus);
    head_->setText(document.toHtml());
}

void LessonPane::changeEvent(QEvent* event) {
    QStackedWidget::changeEvent(event);
    if ((event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange) &&
        dialogue_.question() != nullptr)
        showHead(); // what was imported keeps its colours and sizes
}

} // namespace interleave
