// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/record/program_choice.h"

#include "core/engine/command_words.h"
#include "core/event/error.h"
#include "ui/settings/window_settings.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <exception>
#include <string>
#include <vector>

namespace interleave {

namespace {

constexpr qsizetype most_recent = 10;
const QString key_of_command = QStringLiteral("command");
const QString key_of_folder = QStringLiteral("folder");
const QString key_of_environment = QStringLiteral("environment");

std::vector<std::string> environment_from(const QString& lines) {
    std::vector<std::string> environment;
    for (const QString& line : lines.split(QLatin1Char('\n'))) {
        const QString word = line.trimmed();
        if (word.isEmpty())
            continue;
        if (word.indexOf(QLatin1Char('=')) < 1)
            throw UsageError("in the environment '" + word.toStdString() +
                             "' is no NAME=VALUE; write one variable in each line");
        environment.push_back(word.toStdString());
    }
    return environment;
}

/// Returns the folder without the sign for the user's own, which a shell would replace.
QString folder_from(const QString& words) {
    const QString folder = words.trimmed();
    return folder == QStringLiteral("~") || folder.startsWith(QStringLiteral("~/"))
               ? QDir::homePath() + folder.mid(1)
               : folder;
}

QString to_json(const ProgramChoice& choice) {
    const QJsonObject object{{key_of_command, choice.command},
                             {key_of_folder, choice.folder},
                             {key_of_environment, choice.environment}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

ProgramChoice choice_from(const QString& json) {
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    return {object.value(key_of_command).toString(), object.value(key_of_folder).toString(),
            object.value(key_of_environment).toString()};
}

} // namespace

ProgramToRecord program_from(const ProgramChoice& choice) {
    ProgramToRecord program;
    program.arguments = words_of_command(choice.command.toStdString());
    program.folder = QFile::encodeName(folder_from(choice.folder)).toStdString();
    program.environment = environment_from(choice.environment);
    program.is_captured = true;
    if (const std::string why = why_not_on_this_machine(find_program_to_record(program)); !why.empty())
        throw RunError(why);
    return program;
}

QList<ProgramChoice> recent_programs(const WindowSettings& settings) {
    QList<ProgramChoice> recent;
    for (const QString& json : settings.get(setting::recent_programs)) {
        ProgramChoice choice = choice_from(json);
        if (!choice.command.isEmpty() && recent.size() < most_recent)
            recent.append(std::move(choice));
    }
    return recent;
}

std::optional<ProgramToRecord> recent_program(const WindowSettings& settings,
                                              const std::string& command_line) {
    for (const ProgramChoice& choice : recent_programs(settings)) {
        try {
            ProgramToRecord program = program_from(choice);
            if (command_line_of(program) == command_line)
                return program;
        } catch (const std::exception&) { // it is gone, or its folder
        }
    }
    return std::nullopt;
}

void remember_program(WindowSettings& settings, const ProgramChoice& choice) {
    QList<ProgramChoice> recent = recent_programs(settings);
    recent.removeAll(choice);
    recent.prepend(choice);
    QStringList all;
    for (const ProgramChoice& one : recent.first(std::min(recent.size(), most_recent)))
        all << to_json(one);
    settings.set(setting::recent_programs, all);
}

} // namespace interleave
