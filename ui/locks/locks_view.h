// SPDX-License-Identifier: GPL-3.0-or-later
// The panel of waits: on the left the objects of one family by their cost, on the right what is told of the
// chosen one.
#pragma once

#include "ui/locks/run_waits.h"
#include "ui/locks/wait_family.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTabBar;

namespace interleave {

class BlameCanvas;
class ChartCanvas;
class RangeLine;
class TableView;

/// It may be used on the window's thread only.
class LocksView : public QWidget {
    Q_OBJECT

public:
    explicit LocksView(QWidget* parent = nullptr);

    /// Shows these figures; nullptr shows `hint` only.
    void showWaits(std::shared_ptr<const RunWaits> waits, const QString& hint = {});
    /// Says how far a count is that takes long; 100 says nothing.
    void showProgress(int percent);
    void setStale(bool is_stale);
    /// Chooses the object, and its family, if there are figures of it.
    void chooseObject(ObjectId object);

    const std::shared_ptr<const RunWaits>& waits() const { return waits_; }
    /// Returns the object that is shown on the right, nullptr if there is none.
    const ObjectFigures* chosen() const;
    /// Returns the table on the left as it is shown.
    Table shownTable() const;

signals:
    /// The user wants the figures of the whole run again.
    void wholeRunWanted();
    /// The user wants to see this wait on the timeline.
    void waitWanted(const Blame& blame);
    /// The user wants to see this object on the timeline.
    void objectWanted(ObjectId object);
    /// The view has come into sight, or gone.
    void shown(bool is_shown);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Page { parts, blame, durations, over_time };

    QWidget* makeBlamePage();
    void offerFamilies();
    void showFamily();
    void showObject();
    void showPages();
    void showParts();
    void showBlame(const ObjectFigures& figures);
    void showDurations(const ObjectFigures& figures);
    void showOverTime();
    void takeSelectedObject();
    void showRange();
    void colourSentence();

    std::shared_ptr<const RunWaits> waits_;
    QString hint_;
    std::vector<WaitFamily> families_;
    std::optional<WaitFamily> family_; ///< that is shown
    ObjectId chosen_ = no_object;
    int progress_ = 100;
    bool is_stale_ = false;
    bool is_filling_ = false; ///< the table's selection is not the user's

    QStackedWidget* whole_; ///< nothing but a hint, or all the rest
    ChartCanvas* empty_;
    QComboBox* family_choice_;
    RangeLine* range_;
    TableView* objects_;
    QTabBar* pages_;
    QStackedWidget* stack_;
    ChartCanvas* parts_;
    BlameCanvas* matrix_;
    TableView* blames_;
    QLabel* sentence_;
    ChartCanvas* durations_;
    ChartCanvas* over_time_;
};

} // namespace interleave
