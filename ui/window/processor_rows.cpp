// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/processor_rows.h"

#include "ui/navigation/navigation.h"
#include "ui/run/shown_run.h"
#include "ui/settings/window_settings.h"
#include "ui/window/window_actions.h"

#include <QAction>

namespace interleave {

void connect_processor_rows(const WindowActions& actions, Navigation& navigation, const ShownRun& run,
                            WindowSettings& settings) {
    const auto is_recording = [&run] { return run.trace() != nullptr && !is_of_scenario(run.info()); };
    const auto fit = [&navigation, &settings, is_recording] {
        navigation.setShowsProcessors(is_recording() || settings.get(setting::processor_rows));
    };
    QAction* const action = actions.processor_rows;
    QObject::connect(action, &QAction::triggered, &navigation,
                     [&navigation, &settings, is_recording](bool shown) {
                         navigation.setShowsProcessors(shown);
                         if (!is_recording())
                             settings.set(setting::processor_rows, shown);
                     });
    QObject::connect(&run, &ShownRun::replaced, action, fit);
    QObject::connect(&navigation, &Navigation::changed, action,
                     [&navigation, action] { action->setChecked(navigation.showsProcessors()); });
    fit();
    action->setChecked(navigation.showsProcessors());
}

} // namespace interleave
