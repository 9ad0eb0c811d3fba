// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/question_card.h"

#include "ui/fields/number_field.h"
#include "ui/lesson/choice_row.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace interleave {

namespace {

const NumberRange any_number{0, 1e12, false};
constexpr double corner = 4; // of panels, in device-independent pixels

QLabel* heading(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    label->setWordWrap(true);
    return label;
}

std::optional<std::size_t> checked_of(const std::vector<ChoiceRow*>& rows) {
    const auto found = std::ranges::find_if(rows, &ChoiceRow::isChecked);
    return found == rows.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - rows.begin()));
}

} // namespace

QuestionCard::QuestionCard(QWidget* parent)
    : QWidget(parent)
    , question_(new QLabel(this))
    , answers_(new QVBoxLayout)
    , answer_(new QPushButton(tr("&Answer"), this))
    , skip_(new QPushButton(tr("S&kip"), this)) {
    setObjectName(QStringLiteral("questionCard"));
    setAccessibleName(tr("Question"));
    question_->setObjectName(QStringLiteral("questionText"));
    question_->setTextFormat(Qt::MarkdownText);
    question_->setWordWrap(true);
    answer_->setObjectName(QStringLiteral("answerQuestion"));
    for (QPushButton* button : {answer_, skip_})
        button->setAutoDefault(true); // so that Return presses it as Space does
    answer_->setToolTip(tr("Keep this answer and show the rest of the lesson"));
    skip_->setObjectName(QStringLiteral("skipQuestion"));
    skip_->setToolTip(tr("Show the rest of the lesson without an answer"));

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(answer_);
    buttons->addWidget(skip_);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->addWidget(heading(tr("What do you think?"), this));
    layout->addWidget(question_);
    layout->addLayout(answers_);
    layout->addLayout(buttons);

    connect(answer_, &QPushButton::clicked, this, [this] { emit answered(given()); });
    connect(skip_, &QPushButton::clicked, this, &QuestionCard::skipped);
}

void QuestionCard::paintEvent(QPaintEvent*) {
    const Theme& theme = theme_for(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.border);
    painter.setBrush(theme.stripe);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
}

void QuestionCard::clear() {
    options_.clear();
    reason_rows_.clear();
    reasons_ = nullptr;
    number_ = nullptr;
    number_given_ = false;
    while (QLayoutItem* item = answers_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    delete option_group_;
    delete reason_group_;
    option_group_ = new QButtonGroup(this);
    reason_group_ = new QButtonGroup(this);
}

void QuestionCard::ask(const LessonQuestion& question) {
    clear();
    question_->setText(QString::fromStdString(question.text));
    addOptions(question);
    addReasons(question);
    answer_->setEnabled(false);
}

void QuestionCard::orderTabs() {
    std::vector<QWidget*> order;
    if (tab_before_ != nullptr)
        order.push_back(tab_before_);
    for (ChoiceRow* row : options_)
        order.push_back(&row->button());
    if (number_ != nullptr)
        order.push_back(number_);
    for (ChoiceRow* row : reason_rows_)
        order.push_back(&row->button());
    order.insert(order.end(), {answer_, skip_});
    for (std::size_t i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
}

void QuestionCard::focusFirst() {
    if (number_ != nullptr)
        number_->setFocus();
    else
        options_.front()->button().setFocus();
}

void QuestionCard::setTabAfter(QWidget* widget) {
    tab_before_ = widget;
    orderTabs();
}

QWidget* QuestionCard::lastInTabOrder() const {
    return skip_;
}

void QuestionCard::addOptions(const LessonQuestion& question) {
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(2);
    for (const LessonOption& option : question.options) {
        auto* row = new ChoiceRow(QString::fromStdString(option.text), *option_group_, box);
        row->button().setObjectName(QStringLiteral("option%1").arg(options_.size() + 1));
        connect(&row->button(), &QRadioButton::clicked, this, &QuestionCard::onChosen);
        layout->addWidget(row);
        options_.push_back(row);
    }
    if (question.number) {
        auto* line = new QHBoxLayout;
        const QString unit = QString::fromStdString(question.number->unit);
        number_ = new NumberField(any_number, box);
        number_->setObjectName(QStringLiteral("answerNumber"));
        number_->setAccessibleName(tr("Your answer, in %1").arg(unit));
        number_->setToolTip(tr("Your answer: about how many?"));
        connect(number_, &NumberField::valueChanged, this, [this] {
            number_given_ = true;
            onChosen();
        });
        connect(number_, &NumberField::problemChanged, this, &QuestionCard::onChosen);
        line->addWidget(number_);
        line->addWidget(new QLabel(unit, box));
        line->addStretch(1);
        layout->addLayout(line);
    }
    answers_->addWidget(box);
}

void QuestionCard::addReasons(const LessonQuestion& question) {
    if (question.reasons.empty())
        return;
    reasons_ = new QWidget(this);
    auto* layout = new QVBoxLayout(reasons_);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(2);
    layout->addWidget(heading(tr("Why do you think so?"), reasons_));
    for (const LessonReason& reason : question.reasons) {
        auto* row = new ChoiceRow(QString::fromStdString(reason.text), *reason_group_, reasons_);
        row->button().setObjectName(QStringLiteral("reason%1").arg(reason_rows_.size() + 1));
        layout->addWidget(row);
        reason_rows_.push_back(row);
    }
    reasons_->hide();
    answers_->addWidget(reasons_);
}

void QuestionCard::onChosen() {
    const bool is_given = !given().is_skipped();
    answer_->setEnabled(is_given);
    if (is_given && reasons_ != nullptr && reasons_->isHidden()) {
        reasons_->show();
        emit grown(skip_);
    }
}

GivenAnswer QuestionCard::given() const {
    GivenAnswer answer{.option = checked_of(options_)};
    if (number_ != nullptr && number_given_ && number_->problem().isEmpty())
        answer.number = number_->value();
    if (!answer.is_skipped())
        answer.reason = checked_of(reason_rows_);
    return answer;
}

} // namespace interleave
