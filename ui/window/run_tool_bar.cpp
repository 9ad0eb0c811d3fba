// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_tool_bar.h"

#include "ui/fields/number_field.h"
#include "ui/run/run_setup.h"
#include "ui/window/backend_choice.h"
#include "ui/window/bar_button.h"
#include "ui/window/window_actions.h"

#include <QLabel>
#include <QMenu>

#include <initializer_list>
#include <limits>

namespace interleave {

namespace {

constexpr int between = 8;         ///< px between controls
constexpr int between_groups = 16; ///< px between groups of them

} // namespace

RunToolBar::RunToolBar(const WindowActions& actions, RunSetup& setup, QWidget* parent)
    : FlatToolBar(parent)
    , setup_(setup)
    , backend_(new BackendChoice)
    , seed_(new NumberField(
          {.maximum = std::numeric_limits<int>::max(), .is_whole = true, .is_identifier = true})) {
    setObjectName(QStringLiteral("runToolBar"));
    setWindowTitle(tr("Run"));
    setAccessibleName(tr("Run"));

    seed_->setObjectName(QStringLiteral("seed"));
    seed_->setToolTip(tr("What random choices of the scenario start from: the same seed, the same choices"));
    seed_->setAccessibleName(tr("Seed"));
    seed_->tellProblemByToolTip();
    seed_->setFixedSize(seed_->fontMetrics().horizontalAdvance(QStringLiteral("00000000")) + 24,
                        control_height(*this));
    auto* seed_label = new QLabel(tr("&Seed"));
    seed_label->setBuddy(seed_);

    const auto button = [this](QAction* action, BarButton::Kind kind = BarButton::Kind::plain) {
        addWidget(new BarButton(action, kind));
    };
    addSpace(between / 2); // and the bar's own margin
    button(actions.run, BarButton::Kind::filled);
    addSpace(between);
    button(actions.stop);
    addSpace(between_groups);
    addWidget(backend_);
    addSpace(between_groups);
    addWidget(seed_label);
    addSpace(between);
    addWidget(seed_);
    addSpace(between_groups);
    button(actions.switches);
    addSpace(between);
    button(actions.follow);
    addSpace(between);
    arrows_ = addWidget(new BarButton(actions.arrows_menu->menuAction(), BarButton::Kind::plain));
    addSpace(between);
    replay_ = addWidget(new BarButton(actions.replay, BarButton::Kind::plain));
    addSpace(between)->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    button(actions.export_picture);
    addSpace(between);
    button(actions.presenter);
    addSpace(between);
    setFixedHeight(control_height(*this) + 12);

    connect(&setup_, &RunSetup::chosen, this, &RunToolBar::offerBackends);
    const auto enable = [this, seed_label] {
        const bool is_scenario = !setup_.program();
        for (QWidget* const widget : std::initializer_list<QWidget*>{backend_, seed_label, seed_})
            widget->setEnabled(is_scenario);
    };
    connect(&setup_, &RunSetup::programSet, this, enable);
    connect(&setup_, &RunSetup::changed, this, enable);
    connect(&setup_, &RunSetup::wereSet, this, [this](const Scenario& scenario) {
        const std::uint64_t seed = setup_.seed();
        offerBackends(scenario);
        seed_->setValue(static_cast<double>(seed));
    });
    connect(backend_, &BackendChoice::chosen, this,
            [this](const QString& name) { setup_.setBackendName(name); });
    seed_->setValue(static_cast<double>(setup_.seed()));
    connect(seed_, &NumberField::valueChanged, this,
            [this](double seed) { setup_.setSeed(static_cast<std::uint64_t>(seed)); });
    connect(seed_, &NumberField::problemChanged, this, [this](const QString& problem) {
        setup_.setProblem(QStringLiteral("seed"),
                          problem.isEmpty() ? QString() : tr("Seed: %1").arg(problem));
    });
}

/// In a narrow window the buttons that have no other place come first.
void RunToolBar::resizeEvent(QResizeEvent* event) {
    int needed = sizeHint().width();
    const auto width_of = [this](QAction* action) { return widgetForAction(action)->sizeHint().width(); };
    for (QAction* action : {arrows_, replay_})
        needed -= action->isVisible() ? width_of(action) : 0;
    for (QAction* action : {arrows_, replay_}) {
        const bool has_room = needed + width_of(action) <= width();
        needed += has_room ? width_of(action) : 0;
        action->setVisible(has_room);
    }
    FlatToolBar::resizeEvent(event);
}

QWidget* RunToolBar::addSpace(int width) {
    auto* space = new QWidget;
    space->setMinimumWidth(width);
    space->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    addWidget(space);
    return space;
}

void RunToolBar::offerBackends(const Scenario& scenario) {
    backend_->offer(scenario, setup_.backendName());
    setup_.setBackendName(backend_->value());
}

} // namespace interleave
