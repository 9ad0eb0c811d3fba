// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/cause_actions.h"

#include "ui/navigation/navigation.h"
#include "ui/run/run_causes.h"
#include "ui/run/shown_run.h"
#include "ui/settings/window_settings.h"
#include "ui/window/window_actions.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace interleave {

namespace {

void connect_arrows(const WindowActions& actions, Navigation& navigation, WindowSettings& settings) {
    const QList<QAction*> choices = actions.arrows->actions();
    const auto remembered = static_cast<qsizetype>(settings.get(setting::arrows));
    if (remembered >= 0 && remembered < choices.size())
        navigation.setArrows(static_cast<Navigation::Arrows>(remembered));
    for (qsizetype i = 0; i < choices.size(); ++i)
        QObject::connect(choices[i], &QAction::triggered, &navigation,
                         [&navigation, i] { navigation.setArrows(static_cast<Navigation::Arrows>(i)); });
    QAction* const menu = actions.arrows_menu->menuAction();
    const auto check = [choices, menu, &navigation] {
        choices[static_cast<qsizetype>(navigation.arrows())]->setChecked(true);
        menu->setChecked(navigation.arrows() != Navigation::Arrows::none);
    };
    check();
    QObject::connect(menu, &QAction::triggered, &navigation, check); // the key that opens it chooses nothing
    QObject::connect(&navigation, &Navigation::changed, actions.arrows,
                     [check, &navigation, &settings](Navigation::Changes changes) {
                         if (!(changes & Navigation::Linking))
                             return;
                         check();
                         settings.set(setting::arrows, static_cast<int>(navigation.arrows()));
                     });
}

void connect_path(const WindowActions& actions, const ViewContext& context) {
    QAction* const action = actions.critical_path;
    RunCauses& causes = context.causes;
    action->setEnabled(false);
    QObject::connect(&context.run, &ShownRun::replaced, action,
                     [action, &run = context.run] { action->setEnabled(run.trace() != nullptr); });
    QObject::connect(action, &QAction::triggered, &causes, [&causes, &navigation = context.navigation] {
        causes.togglePath(navigation.chosenLane(), navigation.cursor());
    });
    QObject::connect(&causes, &RunCauses::pathChanged, action, [action, &causes] {
        action->setChecked(causes.path() != nullptr || causes.isFinding());
    });
}

} // namespace

void connect_causes(const WindowActions& actions, const ViewContext& context) {
    connect_arrows(actions, context.navigation, context.settings);
    connect_path(actions, context);
}

} // namespace interleave
