// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/offscreen_application.h"

#include "app/output.h"

#include <QByteArray>

namespace interleave {

namespace {

/// Hides the messages of Qt about its surroundings, but prints the one after which Qt ends the program.
void handle_message(QtMsgType type, const QMessageLogContext&, const QString& message) {
    if (type == QtFatalMsg)
        print_error(message.toStdString()); // Qt aborts after this
}

} // namespace

OffscreenApplication::OffscreenApplication() {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qunsetenv("QT_QPA_PLATFORMTHEME");
    qunsetenv("QT_SCALE_FACTOR");
    qInstallMessageHandler(handle_message);
    application_ = std::make_unique<QGuiApplication>(argc_, argv_.data());
}

} // namespace interleave
