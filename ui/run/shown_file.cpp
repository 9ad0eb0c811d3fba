// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/shown_file.h"

#include "ui/run/file_controller.h"
#include "ui/run/run_controller.h"

#include "core/file/byte_source.h"

#include <QFile>
#include <QFileInfo>

namespace interleave {

ShownFile::ShownFile(RunController& runs, FileController& files, const QString& kept_folder, QObject* parent)
    : QObject(parent)
    , kept_folder_(kept_folder.isEmpty() ? QString() : QFileInfo(kept_folder).absoluteFilePath()) {
    const auto complete = [this] {
        is_whole_ = true;
        emit changed();
    };
    connect(&runs, &RunController::started, this, [this, &runs] {
        has_run_ = true;
        show(QFile::decodeName(QByteArray::fromStdString(runs.keptPath())));
    });
    connect(&runs, &RunController::finished, this, complete);
    connect(&runs, &RunController::failed, this, [this] {
        has_run_ = false;
        show({});
    });
    connect(&files, &FileController::opened, this, [this, &files] {
        has_run_ = true;
        const bool has_name = files.path() != QLatin1String(standard_input);
        show(has_name ? QFileInfo(files.path()).absoluteFilePath()
                      : QFile::decodeName(QByteArray::fromStdString(files.keptPath())));
    });
    connect(&files, &FileController::finished, this, complete);
}

bool ShownFile::isKept(const QString& path) const {
    return !kept_folder_.isEmpty() && QFileInfo(path).absolutePath() == kept_folder_;
}

bool ShownFile::hasChanged() const {
    const auto now = identity_of_file(QFile::encodeName(path_).toStdString());
    return identity_ && now && now != identity_;
}

void ShownFile::setUsersPath(const QString& path) {
    users_path_ = path;
    if (path == path_)
        identity_ = identity_of_file(QFile::encodeName(path).toStdString());
    emit changed();
}

void ShownFile::show(const QString& path) {
    path_ = path;
    held_ = isKept(path) ? HeldFile(QFile::encodeName(path).toStdString()) : HeldFile();
    identity_ = path.isEmpty() || isKept(path) ? std::nullopt
                                               : identity_of_file(QFile::encodeName(path).toStdString());
    is_whole_ = false;
    users_path_ = path.isEmpty() || isKept(path) ? QString() : path;
    emit replaced();
    emit changed();
}

} // namespace interleave
