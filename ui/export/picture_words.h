// SPDX-License-Identifier: GPL-3.0-or-later
// The words around a picture, which say what it is of. Without them a picture in somebody's slides says
// nothing.
#pragma once

#include "core/experiment/sweep.h"
#include "core/file/run_notes.h"
#include "core/trace/run_info.h"
#include "core/trace/trace.h"

#include <QString>

#include <vector>

namespace interleave {

/// Each is left out where it is empty.
struct PictureWords {
    QString title;    ///< the largest letters, and the document's title
    QString sentence; ///< below the title: what is to be seen
    QString result;   ///< below the picture: what came out
    QString details;  ///< and under which conditions, with the cost of recording
};

/// Returns the words for a picture of this run, with what was noted in it. They follow the locale.
PictureWords words_of(const RunInfo& info, const Trace& trace, const std::vector<Note>& notes = {});

/// Returns the words for a picture of a table of this run: `title` says of what.
PictureWords words_of_table(const QString& title, const RunInfo& info, const Trace& trace);

/// Returns the words for a picture of a sweep's curves.
PictureWords words_of(const SweepRequest& request, const SweepResult& result);

} // namespace interleave
