// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/start_messages.h"

#include "core/event/write_all.h"

#include <QString>
#include <QStringList>

#include <array>
#include <sys/mman.h>
#include <unistd.h>

namespace interleave {

namespace {

StartMessages::GiveUp give_up_with = nullptr;

/// Keeps what is written to standard error, because libraries below Qt write there themselves.
class KeptErrors {
public:
    void begin() {
        kept_ = memfd_create("interleave-messages", MFD_CLOEXEC);
        usual_ = dup(STDERR_FILENO);
        if (kept_ >= 0 && usual_ >= 0)
            dup2(kept_, STDERR_FILENO);
    }
    /// Gives standard error back and returns what was written meanwhile.
    std::string end() {
        std::string text;
        if (kept_ >= 0 && usual_ >= 0) {
            dup2(usual_, STDERR_FILENO);
            std::array<char, 4096> part{};
            lseek(kept_, 0, SEEK_SET);
            for (ssize_t got = 0; (got = read(kept_, part.data(), part.size())) > 0;)
                text.append(part.data(), static_cast<std::size_t>(got));
        }
        for (int* const descriptor : {&kept_, &usual_}) {
            if (*descriptor >= 0)
                close(*descriptor);
            *descriptor = -1;
        }
        return text;
    }

private:
    int kept_ = -1;
    int usual_ = -1;
};

KeptErrors kept_errors;

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
    if (type != QtFatalMsg)
        return;
    const QString of_libraries = QString::fromStdString(kept_errors.end()).simplified();
    if (!of_libraries.isEmpty())
        said().prepend(of_libraries);
    give_up_with(said().join(QStringLiteral("; ")).toStdString());
}

} // namespace

StartMessages::StartMessages(GiveUp give_up) {
    give_up_with = give_up;
    said().clear();
    usual_ = qInstallMessageHandler(keep);
    kept_errors.begin();
}

StartMessages::~StartMessages() {
    qInstallMessageHandler(usual_);
    write_all(STDERR_FILENO, kept_errors.end());
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
