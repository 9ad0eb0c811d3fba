// SPDX-License-Identifier: GPL-3.0-or-later
// The panel of the lesson: while its question is open the idea and a card that asks, afterwards the page.
#pragma once

#include "core/course/given_answer.h"

#include <QStackedWidget>

class QLabel;
class QScrollArea;
class QUrl;

namespace interleave {

class LessonDialogue;
class LessonView;
class QuestionCard;

/// It may be used on the window's thread only.
class LessonPane : public QStackedWidget {
    Q_OBJECT

public:
    /// The dialogue must outlive this.
    explicit LessonPane(LessonDialogue& dialogue, QWidget* parent = nullptr);

    /// The Tab key leads from that widget through what is shown, and then to lastInTabOrder().
    void setTabAfter(QWidget* widget);
    QWidget* lastInTabOrder() const;
    /// Brings what is said to the answer to the top.
    void showReply();

    /// The question takes the room of the page.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    /// A link of the page was chosen: "look:2", "vary:workers=4", "run:", "proof:", "scenario:lock".
    void linkChosen(const QString& link);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void showHead();
    void orderTabs();

    LessonDialogue& dialogue_;
    QScrollArea* ask_;
    QLabel* head_;
    QuestionCard* card_;
    LessonView* page_;
    QWidget* tab_before_ = nullptr;
    QString shown_; ///< the scenario of which something is shown
};

} // namespace interleave
