// SPDX-License-Identifier: GPL-3.0-or-later
// The screen of the presenter mode: title, picture and one step of the lesson, in letters for the last row,
// and nothing of the machinery.
#pragma once

#include "ui/view/view.h"
#include "ui/words/lesson_steps.h"

#include <QLabel>
#include <QList>
#include <QWidget>

#include <cstddef>
#include <vector>

class QAction;
class QFrame;
class QHBoxLayout;
class QStackedLayout;
class QVBoxLayout;

namespace interleave {

class PresenterSearch;

/// It covers the screen of the window, from which it borrows one view. It may be used on the window's thread
/// only.
class PresenterScreen : public QWidget {
    Q_OBJECT

public:
    /// `picture` is the view that is shown; find_scenarios() of `scenarios` finds what is typed. Both views
    /// and the context must outlive the screen. `actions` work here as in the window.
    PresenterScreen(const ViewPanel& picture, const ViewPanel& scenarios, const ViewContext& context,
                    const QList<QAction*>& actions, QWidget* window);
    /// Gives the view back to the place from where it came. Call this once, before the screen is deleted.
    void giveBack();

signals:
    /// The user wants to leave the presenter mode.
    void leaveWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void compose(const ViewPanel& scenarios);
    void connectContext();
    /// Returns whether the key is one of the presenter's.
    bool handleKey(const QKeyEvent& event);
    void goTo(std::ptrdiff_t step);
    void chooseNeighbour(std::ptrdiff_t distance);
    void showScenario();
    void showRun();
    void showStep();
    void showProblem(const QString& words);
    void colourProblem();
    void fitWords();
    void startSearch();
    void takeFocus();
    bool showsRun() const;
    double unit() const;
    int letters(double pixels) const;

    const ViewPanel& picture_;
    const ViewContext& context_;
    QVBoxLayout* home_; ///< of the picture in the window
    int place_at_home_;
    int stretch_at_home_;

    std::vector<LessonStep> steps_;
    std::size_t step_ = 0;
    bool enters_from_behind_ = false; ///< the next scenario's lesson is shown from its end

    QVBoxLayout* layout_;
    QLabel* title_;
    QLabel* conditions_;
    QLabel* result_;
    QLabel* problem_;
    QStackedLayout* stage_;
    QWidget* picture_page_;
    QWidget* waiting_page_;
    QLabel* about_;
    QLabel* hint_;
    QFrame* card_;
    QLabel* step_number_;
    QLabel* step_text_;
    QLabel* program_;
    QLabel* keys_;
    PresenterSearch* search_;
};

} // namespace interleave
