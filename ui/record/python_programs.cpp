// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/record/python_programs.h"

#include "core/event/error.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QSaveFile>

namespace interleave {

namespace {

QByteArray contents_of(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Returns the first sentence of the comment below the licence.
QString first_sentence(const QString& file) {
    QStringList words;
    for (const QString& line :
         QString::fromUtf8(contents_of(file)).section(QLatin1Char('\n'), 1).split(QLatin1Char('\n'))) {
        if (!line.startsWith(QStringLiteral("# ")))
            break;
        words << line.mid(2);
    }
    static const QRegularExpression end(QStringLiteral("[.?:;](\\s|$)"));
    const QString comment = words.join(QLatin1Char(' '));
    const auto found = end.match(comment);
    return found.hasMatch() ? comment.left(found.capturedStart()) : comment;
}

/// Writes the file unless it is there already, so that a program that runs meanwhile keeps its source.
void write(const QString& path, const QByteArray& contents) {
    if (contents_of(path) == contents)
        return;
    QSaveFile file(path);
    if (!QDir().mkpath(QFileInfo(path).absolutePath()) || !file.open(QIODevice::WriteOnly) ||
        file.write(contents) != contents.size() || !file.commit())
        throw RunError("cannot write '" + path.toStdString() + "': " + file.errorString().toStdString());
}

constexpr int longest_ms = 5'000;

/// Returns what a Python prints for these lines; empty if it takes longer than a few seconds.
QString said_by(const std::string& python, const QString& lines) {
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(QFile::decodeName(QByteArray::fromStdString(python)), {QStringLiteral("-c"), lines});
    if (!process.waitForFinished(longest_ms)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return QFile::decodeName(process.readAllStandardOutput()).trimmed();
}

/// What is on the search path may be a script that chooses an interpreter, as that of pyenv is. What that
/// does is not the program, so the interpreter is asked where it is. Returns `path` if it is no script.
std::string interpreter_behind(const std::string& path) {
    QFile file(QFile::decodeName(QByteArray::fromStdString(path)));
    if (!file.open(QIODevice::ReadOnly) || file.read(2) != "#!")
        return path;
    const QString behind = said_by(path, QStringLiteral("import sys; print(sys.executable)"));
    return QFileInfo(behind).isExecutable() ? QFile::encodeName(behind).toStdString() : path;
}

} // namespace

QList<PythonProgram> article_programs() {
    const QDir folder(QStringLiteral(":/interleave/python"));
    QList<PythonProgram> programs;
    for (const QString& name : folder.entryList({QStringLiteral("*.py")}, QDir::Files, QDir::Name))
        programs.append({name, first_sentence(folder.filePath(name)), folder.filePath(name)});
    return programs;
}

QString lesson_program(const QString& scenario) {
    const QString file = QStringLiteral(":/interleave/lessons/%1.py").arg(scenario);
    return QFile::exists(file) ? file : QString();
}

ProgramToRecord program_of(const QString& file, const QString& folder) {
    const QString name = QFileInfo(file).fileName();
    ProgramToRecord program;
    program.arguments = {"python3", name.toStdString()};
    program.is_captured = true;
    try {
        const std::string found = find_program_to_record(program);
        if (const std::string behind = interpreter_behind(found); behind != found)
            program.arguments.front() = behind;
    } catch (const RunError&) {
        throw RunError(name.toStdString() +
                       " needs python3, and none can be executed on the search path; install "
                       "it, on Debian by 'apt-get install python3'");
    }
    write(QDir(folder).filePath(name), contents_of(file));
    program.folder = QFile::encodeName(folder).toStdString();
    return program;
}

QString python_name(const std::string& path) {
    static const QRegularExpression name(QStringLiteral("^[A-Za-z]+ [0-9][0-9A-Za-z.+]*$"));
    const QString words = said_by(
        path, QStringLiteral("import platform as p; print(p.python_implementation(), p.python_version())"));
    return name.match(words).hasMatch() ? words : QStringLiteral("Python");
}

} // namespace interleave
