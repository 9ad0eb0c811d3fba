// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/code/program_source.h"

#include "ui/code/code_view.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace interleave {

namespace {

constexpr qint64 most_bytes = qint64{1} << 20; ///< a text widget is slow with more

struct ProgramSourceWords {
    Q_DECLARE_TR_FUNCTIONS(CodeView)
};

/// Returns why the file is not shown; empty if it may be.
QString why_not(const QFileInfo& file, const RunInfo& info) {
    if (!file.isFile() || !file.isReadable())
        return ProgramSourceWords::tr("The source %1 is no longer there, or not readable.")
            .arg(file.filePath());
    if (file.lastModified().toMSecsSinceEpoch() > info.begun_unix_ns / 1'000'000)
        return ProgramSourceWords::tr(
                   "The source %1 has changed since the program was recorded, so its lines are "
                   "not shown.")
            .arg(file.filePath());
    if (file.size() > most_bytes)
        return ProgramSourceWords::tr("The source %1 is too long to be shown here.").arg(file.filePath());
    return {};
}

} // namespace

bool ProgramSource::isSource(const QString& path) {
    static const QRegularExpression offset(QStringLiteral("\\+0x[0-9a-f]+$")); // of a place in machine code
    return QFileInfo(path).isAbsolute() && !offset.match(path).hasMatch();
}

void ProgramSource::show(CodeView& code, const RunInfo& info, const QString& path, int line) {
    if (!isSource(path)) {
        code.markLine({}, 0);
        return;
    }
    if (path_ != path) {
        path_ = path;
        const QFileInfo about(path);
        QFile file(path);
        if (const QString why = why_not(about, info); !why.isEmpty())
            code.showSentence(why);
        else if (file.open(QIODevice::ReadOnly))
            code.showText(path, QString::fromUtf8(file.readAll()));
    }
    code.markLine(path, line);
}

} // namespace interleave
