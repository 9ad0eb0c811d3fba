// SPDX-License-Identifier: GPL-3.0-or-later
// A rig with a real X server without a screen, its keyboard and its picture: Xvfb, xdotool and ImageMagick's
// import.
#pragma once

#include "tests/end-to-end/program.h"

#include <QImage>
#include <QRect>
#include <QStandardPaths>

namespace interleave::rig {

class XServer {
public:
    static QString missing() {
        for (const char* program : {"Xvfb", "xdotool", "import"})
            if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
                return QLatin1String(program);
        return {};
    }

    /// Starts the server on a display that nobody uses yet.
    bool start(const QSize& size) {
        server_.start(QStringLiteral("Xvfb"),
                      {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-nolisten"),
                       QStringLiteral("tcp"), QStringLiteral("-screen"), QStringLiteral("0"),
                       QStringLiteral("%1x%2x24").arg(size.width()).arg(size.height())});
        if (!server_.waitForStarted())
            return false;
        while (!server_.canReadLine())
            if (!server_.waitForReadyRead(30'000))
                return false;
        display_ = QLatin1Char(':') + QString::fromLatin1(server_.readLine().trimmed());
        return true;
    }
    ~XServer() {
        server_.terminate();
        if (!server_.waitForFinished(10'000))
            server_.kill();
    }

    /// Returns the environment for programs that shall open their windows here.
    QProcessEnvironment environment() const {
        QProcessEnvironment environment = headless();
        environment.insert(QStringLiteral("DISPLAY"), display_);
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        return environment;
    }

    /// Gives the window of that title the keyboard focus as soon as it exists. There is no window manager to
    /// do this.
    bool focus(const QString& title) {
        return xdotool({QStringLiteral("search"), QStringLiteral("--sync"), QStringLiteral("--onlyvisible"),
                        QStringLiteral("--name"), title, QStringLiteral("windowfocus"),
                        QStringLiteral("--sync")});
    }
    bool key(const char* keys) {
        return xdotool({QStringLiteral("key"), QStringLiteral("--clearmodifiers"), QLatin1String(keys)});
    }
    bool type(const QString& words) {
        return xdotool({QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("20"), words});
    }

    /// Returns the content of the screen.
    QImage screenshot() const {
        const Result result = run_command(
            QStringLiteral("import"),
            {QStringLiteral("-window"), QStringLiteral("root"), QStringLiteral("png:-")}, {}, environment());
        return QImage::fromData(result.output, "PNG").convertToFormat(QImage::Format_RGB32);
    }

private:
    bool xdotool(const QStringList& words) const {
        return run_command(QStringLiteral("timeout"),
                           QStringList{QStringLiteral("30"), QStringLiteral("xdotool")} + words, {},
                           environment())
                   .status == 0;
    }

    QProcess server_;
    QString display_;
};

} // namespace interleave::rig
