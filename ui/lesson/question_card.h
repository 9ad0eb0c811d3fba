// SPDX-License-Identifier: GPL-3.0-or-later
// The card with a lesson's question: what will come out, and why one thinks so. Nobody has to answer.
#pragma once

#include "core/course/given_answer.h"
#include "core/course/lesson.h"

#include <QWidget>

#include <vector>

class QButtonGroup;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace interleave {

class ChoiceRow;
class NumberField;

/// It may be used on the window's thread only.
class QuestionCard : public QWidget {
    Q_OBJECT

public:
    explicit QuestionCard(QWidget* parent = nullptr);

    /// Asks another question, with nothing chosen.
    void ask(const LessonQuestion& question);
    /// The Tab key leads from that widget, if there is one, through the answers to lastInTabOrder(). Call it
    /// for each question.
    void setTabAfter(QWidget* widget);
    QWidget* lastInTabOrder() const;
    void focusFirst();
    /// Returns what is chosen by now. Nothing chosen is a question that is skipped.
    GivenAnswer given() const;

signals:
    void answered(const interleave::GivenAnswer& given);
    void skipped();
    /// A widget of the card came into being or grew, so that what is chosen may be out of view.
    void grown(QWidget* widget);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void clear();
    void addOptions(const LessonQuestion& question);
    void addReasons(const LessonQuestion& question);
    void orderTabs();
    void onChosen();

    QWidget* tab_before_ = nullptr;
    QLabel* question_;
    QVBoxLayout* answers_;
    QWidget* reasons_ = nullptr; ///< hidden until there is an answer; nullptr if none are asked for
    QPushButton* answer_;
    QPushButton* skip_;
    QButtonGroup* option_group_ = nullptr;
    QButtonGroup* reason_group_ = nullptr;
    std::vector<ChoiceRow*> options_;
    std::vector<ChoiceRow*> reason_rows_;
    NumberField* number_ = nullptr;
    bool number_given_ = false;
};

} // namespace interleave
