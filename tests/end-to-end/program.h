// SPDX-License-Identifier: GPL-3.0-or-later
// A rig that runs the built programs like a user and collects their output.
#pragma once

#include <QByteArray>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTest>

namespace interleave::rig {

struct Result {
    int status = -1; ///< exit status; 128 + signal as a shell has it; -1 if it did not end in time
    QByteArray output;
    QByteArray errors;

    QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
    /// Returns standard error as one line without its newline, or an empty string if it is not exactly one
    /// line.
    QString line() const {
        return errors.count('\n') == 1 && errors.endsWith('\n') ? QString::fromUtf8(errors.chopped(1))
                                                                : QString();
    }
};

inline QString program() {
    return qEnvironmentVariable("INTERLEAVE_PROGRAM");
}

/// Returns the environment variable that marks the programs of this test and all that they start.
inline QString mark() {
    return QStringLiteral("INTERLEAVE_TEST_MARK=%1").arg(QCoreApplication::applicationPid());
}

/// Returns the running processes that this test has started, including workers of engines, as "PID name".
inline QStringList marked_processes() {
    QStringList found;
    for (const QString& pid :
         QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
        QFile environment("/proc/" + pid + "/environ"), name("/proc/" + pid + "/comm");
        if (environment.open(QIODevice::ReadOnly) &&
            environment.readAll().split('\0').contains(mark().toUtf8()) && name.open(QIODevice::ReadOnly))
            found.append(pid + " " + QString::fromUtf8(name.readAll()).trimmed());
    }
    return found;
}

/// Returns the test's environment without any display.
inline QProcessEnvironment headless() {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QString::fromLatin1(name));
    environment.insert(mark().section('=', 0, 0), mark().section('=', 1));
    return environment;
}

inline Result finish(QProcess& process, int limit_ms = 60'000) {
    if (!process.waitForFinished(limit_ms)) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    const int status =
        process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128 + process.exitCode();
    return {status, process.readAllStandardOutput(), process.readAllStandardError()};
}

/// Runs a command to its end, without a display, in `folder` if one is named.
inline Result run_command(const QString& command, const QStringList& arguments, const QString& folder = {},
                          const QProcessEnvironment& environment = headless()) {
    QProcess process;
    process.setProcessEnvironment(environment);
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(command, arguments, QIODevice::ReadOnly);
    return finish(process);
}

inline Result interleave(const QStringList& arguments, const QString& folder = {}) {
    return run_command(program(), arguments, folder);
}

/// Runs a command of bash in which $0 is the program.
inline Result shell(const QString& words, const QString& folder = {}) {
    return run_command(QStringLiteral("bash"), {QStringLiteral("-c"), words, program()}, folder);
}

} // namespace interleave::rig
