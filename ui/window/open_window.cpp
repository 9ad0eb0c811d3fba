// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/open_window.h"

#include "core/scenario/scenario.h"
#include "ui/settings/window_settings.h"
#include "ui/theme/appearance.h"
#include "ui/window/close_on_signal.h"
#include "ui/window/kept_runs.h"
#include "ui/window/main_window.h"
#include "ui/window/record_actions.h"
#include "ui/window/start_messages.h"

#include <QApplication>
#include <QFile>
#include <QIcon>
#include <QLibraryInfo>
#include <QTranslator>

#include <cstdio>
#include <optional>
#include <string>
#include <unistd.h>

namespace interleave {

namespace {

/// Prints one line instead of Qt's page and exits with the status of a failed run.
void print_and_exit(const std::string& words) {
    std::fprintf(stderr, "no window can be opened on a display: %s; %s\n", words.c_str(),
                 start_remedy(words).c_str());
    _exit(1);
}

} // namespace

int open_window(int& argc, char** argv, const std::vector<std::string>& files) {
    std::optional<StartMessages> messages(print_and_exit);
    QApplication application(argc, argv);
    messages.reset();

    QCoreApplication::setOrganizationName(QStringLiteral("interleave"));
    QCoreApplication::setApplicationName(QStringLiteral("Interleave"));
    QCoreApplication::setApplicationVersion(QLatin1String(INTERLEAVE_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral(INTERLEAVE_DESKTOP_ID));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/interleave/icon.svg")));

    QTranslator qt_words;
    if (qt_words.load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"),
                      QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qt_words);

    WindowSettings settings;
    apply_look(look_from(settings.get(setting::look)));
    MainWindow window(all_scenarios(), settings, desktop_save_prompt(),
                      {desktop_open_prompt(), desktop_save_question(), usual_folder_of_kept_runs(),
                       usual_folder_of_python_programs()});
    window.show();
    QStringList paths;
    for (const std::string& file : files)
        paths << QFile::decodeName(QByteArray::fromStdString(file));
    window.open(paths);
    const CloseOnSignal close_on_signal;
    return QApplication::exec();
}

} // namespace interleave
