// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_tool_bar.h"

#include "ui/fields/number_field.h"
#include "ui/run/run_setup.h"
#include "ui/window/window_actions.h"

#include <QComboBox>
#include <QLabel>
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace interleave {

namespace {

QString title_of(Backend backend) {
    switch (backend) {
    case Backend::threads:
        return RunToolBar::tr("threads");
    case Backend::gil:
        return RunToolBar::tr("threads with a GIL");
    case Backend::processes:
        break;
    }
    return RunToolBar::tr("processes");
}

} // namespace

RunToolBar::RunToolBar(const WindowActions& actions, RunSetup& setup, QWidget* parent)
    : QToolBar(parent)
    , setup_(setup)
    , backend_(new QComboBox(this))
    , seed_(new NumberField(
          {.maximum = std::numeric_limits<int>::max(), .is_whole = true, .is_identifier = true}, this)) {
    setObjectName(QStringLiteral("runToolBar"));
    setWindowTitle(tr("Run"));
    setAccessibleName(tr("Run"));
    setMovable(false);
    setIconSize(QSize(16, 16));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setContentsMargins(6, 2, 6, 2);

    backend_->setObjectName(QStringLiteral("backend"));
    backend_->setToolTip(
        tr("What the workers are: threads, threads that must hold a GIL-like lock to compute, or processes"));
    backend_->setAccessibleName(tr("Backend"));
    backend_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    seed_->setObjectName(QStringLiteral("seed"));
    seed_->setToolTip(tr("What random choices of the scenario start from: the same seed, the same choices"));
    seed_->setAccessibleName(tr("Seed"));
    seed_->tellProblemByToolTip();
    seed_->setMinimumWidth(seed_->fontMetrics().horizontalAdvance(QStringLiteral("00000000")) + 24);
    seed_->setMaximumWidth(seed_->minimumWidth());

    const auto label = [this](const QString& words, QWidget* buddy) {
        auto* text = new QLabel(words, this);
        text->setBuddy(buddy);
        text->setContentsMargins(8, 0, 4, 0);
        addWidget(text);
        addWidget(buddy);
    };
    addAction(actions.run);
    addAction(actions.stop);
    addSeparator();
    label(tr("&Backend"), backend_);
    label(tr("&Seed"), seed_);
    addAction(actions.switches);
    addSeparator();
    addAction(actions.follow);
    auto* space = new QWidget(this);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(space);
    addAction(actions.export_picture);
    addAction(actions.presenter);
    for (QAction* action : {actions.run, actions.stop, actions.switches, actions.follow,
                            actions.export_picture, actions.presenter})
        if (QWidget* button = widgetForAction(action)) {
            button->setObjectName(action->objectName() + QStringLiteral("Button"));
            button->setAccessibleName(action->text().remove(QLatin1Char('&')));
            button->setFocusPolicy(Qt::TabFocus);
        }

    connect(&setup_, &RunSetup::chosen, this, &RunToolBar::offerBackends);
    connect(backend_, &QComboBox::currentIndexChanged, this,
            [this] { setup_.setBackendName(backend_->currentData().toString()); });
    seed_->setValue(static_cast<double>(setup_.seed()));
    connect(seed_, &NumberField::valueChanged, this,
            [this](double seed) { setup_.setSeed(static_cast<std::uint64_t>(seed)); });
    connect(seed_, &NumberField::problemChanged, this, [this](const QString& problem) {
        setup_.setProblem(QStringLiteral("seed"),
                          problem.isEmpty() ? QString() : tr("Seed: %1").arg(problem));
    });
}

void RunToolBar::offerBackends(const Scenario& scenario) {
    const QString wanted =
        setup_.backendName(); // adding entries changes the choice, which would overwrite it
    backend_->clear();
    for (const Backend backend : scenario.backends)
        backend_->addItem(title_of(backend), QString::fromLatin1(name_of(backend)));
    backend_->setEnabled(backend_->count() > 1);
    backend_->setCurrentIndex(std::max(0, backend_->findData(wanted)));
    setup_.setBackendName(backend_->currentData().toString());
}

} // namespace interleave
