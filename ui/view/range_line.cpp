// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/view/range_line.h"

#include "ui/view/stale_words.h"
#include "ui/words/words.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace interleave {

namespace {

struct RangeWords {
    Q_DECLARE_TR_FUNCTIONS(RangeLine)
};

} // namespace

QString range_text(const std::optional<TimeRange>& selection) {
    return selection ? RangeWords::tr("From %1 to %2")
                           .arg(moment_text(selection->from), moment_text(selection->until))
                     : RangeWords::tr("Whole run");
}

RangeLine::RangeLine(const QString& name, QWidget* parent)
    : QWidget(parent)
    , words_(new QLabel(this))
    , whole_(new QToolButton(this)) {
    words_->setObjectName(name + QStringLiteral("Range"));
    words_->setAccessibleName(tr("What the figures are of"));
    words_->setToolTip(tr("Drag over the timeline to see the figures of that stretch alone"));
    words_->setTextFormat(Qt::PlainText);
    whole_->setObjectName(name + QStringLiteral("WholeRun"));
    whole_->setText(tr("Show whole run"));
    whole_->setAccessibleName(tr("Show whole run"));
    whole_->setToolTip(
        tr("Clear the selection: the figures are those of the whole run again (Esc in the timeline)"));
    whole_->setToolButtonStyle(Qt::ToolButtonTextOnly);
    whole_->setFocusPolicy(Qt::StrongFocus);
    whole_->hide();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(words_);
    row->addWidget(whole_);
    row->addStretch(1);
    connect(whole_, &QToolButton::clicked, this, &RangeLine::wholeRunWanted);
}

void RangeLine::setSelection(const std::optional<TimeRange>& selection) {
    range_ = range_text(selection);
    whole_->setVisible(selection.has_value());
    showWords();
}

void RangeLine::clear() {
    range_.clear();
    whole_->hide();
    showWords();
}

void RangeLine::setProgress(const QString& words) {
    progress_ = words;
    showWords();
}

void RangeLine::setStale(bool is_stale) {
    is_stale_ = is_stale;
    showWords();
}

void RangeLine::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showWords();
}

void RangeLine::showWords() {
    words_->setText(progress_.isEmpty() ? range_ : progress_);
    show_stale(*words_, is_stale_);
}

} // namespace interleave
