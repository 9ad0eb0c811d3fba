// SPDX-License-Identifier: GPL-3.0-or-later
// The Python programs that Interleave carries: those of the articles and those of the lessons.
#pragma once

#include "core/engine/program_to_record.h"

#include <QList>
#include <QString>

#include <string>

namespace interleave {

struct PythonProgram {
    QString name;  ///< of its file: "lock.py"
    QString about; ///< the first sentence of what its file says of itself
    QString file;  ///< where the program carries it, for program_of()
};

/// Returns the programs of the articles, in the order of their names.
QList<PythonProgram> article_programs();
/// Returns the path of the Python program of that scenario's lesson, for program_of(); empty if there is
/// none.
QString lesson_program(const QString& scenario);

/// Writes the program into the folder, which is made if it is missing, and returns how it is recorded with
/// the python3 of the search path, or with what that starts if it is a script; its output is captured. Throws
/// RunError with one line if there is no python3, or the file cannot be written.
ProgramToRecord program_of(const QString& file, const QString& folder);

/// Returns what the Python at that path says it is: "CPython 3.11.2", or "Python" if it says nothing within a
/// few seconds. It blocks the calling thread, which may be any.
QString python_name(const std::string& path);

} // namespace interleave
