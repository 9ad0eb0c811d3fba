// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/row_control.h"

#include "ui/run/shown_arrangement.h"
#include "ui/timeline/filter_users.h"
#include "ui/timeline/row_actions.h"
#include "ui/timeline/rows_button.h"
#include "ui/timeline/timeline_menu.h"

#include <QMenu>

#include <algorithm>

namespace interleave {

namespace {

constexpr int button_margin = 2; ///< px around the button above the names

} // namespace

RowControl::RowControl(TimelineModel& model, Navigation& navigation, ShownArrangement& arrangement,
                       QWidget* view)
    : QObject(view)
    , model_(model)
    , arrangement_(arrangement)
    , view_(view)
    , actions_(new RowActions(model, navigation, arrangement, this))
    , button_(new RowsButton(view))
    , users_(new FilterUsers(this)) {
    button_->hide();
    connect(button_, &RowsButton::clicked, this, &RowControl::openMenu);
    connect(&arrangement_, &ShownArrangement::changed, this, &RowControl::takeArrangement);
    connect(
        users_, &FilterUsers::found, this,
        [this](const std::shared_ptr<const Trace>& trace, ObjectId object, const std::vector<LaneId>& lanes) {
            if (trace != model_.trace() || object != arrangement_.rows().filter.object)
                return; // it was for another run, or another filter
            model_.set_users(lanes);
            tellHidden();
            emit redrawWanted();
        });
}

void RowControl::takeArrangement() {
    model_.set_arrangement(arrangement_.rows());
    askForUsers();
    tellHidden();
    emit arranged();
}

void RowControl::askForUsers() {
    const ObjectId object = arrangement_.rows().filter.object;
    if (object != no_object && model_.trace())
        users_->ask(model_.trace(), object);
    else
        users_->forget();
}

void RowControl::tellHidden() {
    button_->setVisible(model_.trace() != nullptr);
    button_->setWords({model_.hidden_by_hand(), model_.hidden_by_filter(),
                       model_.row_count() > 0 ? actions_->hiddenChoice() : QString()});
    model_.set_least_label_width(button_->tells() ? button_->wantedWidth() + 2 * button_margin : 0);
    emit placeWanted();
}

void RowControl::placeButton() {
    const TimelineLayout& layout = model_.layout();
    const int height =
        std::min(button_->sizeHint().height(), static_cast<int>(layout.plot().top()) - button_margin);
    button_->fit({button_margin, button_margin, static_cast<int>(layout.labels().width()) - 2 * button_margin,
                  std::max(0, height)});
    button_->raise();
}

void RowControl::fold(std::size_t row) {
    if (row < model_.row_count() && model_.row(row).kind == TimelineRow::Kind::process) {
        actions_->toggleProcess(row);
    } else if (model_.toggle_fold(row)) {
        emit placeWanted();
        emit arranged();
    }
}

void RowControl::openMenu() {
    QMenu* const menu = model_.trace() ? new_timeline_menu(*view_, tr("Rows")) : nullptr;
    if (menu == nullptr)
        return;
    actions_->fillMenu(*menu);
    menu->popup(button_->mapToGlobal(QPoint(0, button_->height())));
}

} // namespace interleave
