// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/start_messages.h"

#include <QString>
#include <QStringList>

namespace interleave {

namespace {

StartMessages::GiveUp give_up_with = nullptr;

QStringList& said() {
    static QStringList messages;
    return messages;
}

constexpr QLatin1String unknown_plugin("Could not find the Qt platform plugin");

/// Shortens the page that Qt aborts with to what it adds to the messages before it: the names of the plugins,
/// if one was asked for that is not among them.
QString in_one_line(QString message) {
    if (const qsizetype plugins = message.indexOf(QLatin1String("Available platform plugins are:"));
        plugins > 0) {
        const bool asked = !said().filter(unknown_plugin).isEmpty();
        message.remove(0, asked || said().isEmpty() ? plugins : message.size());
    }
    message = message.simplified();
    while (message.endsWith(QLatin1Char('.')))
        message.chop(1);
    return message;
}

void keep(QtMsgType type, const QMessageLogContext&, const QString& message) {
    const QString line = in_one_line(message);
    if (type != QtDebugMsg && type != QtInfoMsg && !line.isEmpty() && !said().contains(line))
        said().append(line);
    if (type == QtFatalMsg)
        give_up_with(said().join(QStringLiteral("; ")).toStdString());
}

} // namespace

StartMessages::StartMessages(GiveUp give_up) {
    give_up_with = give_up;
    said().clear();
    usual_ = qInstallMessageHandler(keep);
}

StartMessages::~StartMessages() {
    qInstallMessageHandler(usual_);
}

std::string start_remedy(const std::string& words) {
    if (QString::fromStdString(words).contains(unknown_plugin))
        return "name one that there is in QT_QPA_PLATFORM or after -platform, or install its package (Debian "
               "has "
               "qt6-wayland and qt6-qpa-plugins)";
    return "set DISPLAY or WAYLAND_DISPLAY to a display that lets you in, or use a command ('interleave "
           "--help' "
           "lists them)";
}

} // namespace interleave
