// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of this window's recordings do not have: how each program was started, and what it printed.
#pragma once

#include "core/engine/program_output.h"
#include "core/engine/program_to_record.h"

#include <QList>
#include <QObject>
#include <QString>

#include <memory>

namespace interleave {

class RunController;

/// So that a recording that is shown once more can be made once more, and is shown with its output. It may be
/// used on the window's thread only.
class RecordedPrograms : public QObject {
    Q_OBJECT

public:
    struct Recording {
        QString path; ///< of its file
        ProgramToRecord program;
        std::shared_ptr<const ProgramOutput> output; ///< it may still grow
    };

    /// Remembers the last recordings of the controller that are kept in a file. It must outlive this.
    explicit RecordedPrograms(RunController& runs, QObject* parent = nullptr);

    /// Returns nullptr if the file is of no recording of this window. The pointer is valid until the next
    /// recording.
    const Recording* find(const QString& path) const;

private:
    QList<Recording> recordings_;
};

} // namespace interleave
