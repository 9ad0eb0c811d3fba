// SPDX-License-Identifier: GPL-3.0-or-later
// Saves a run that is in a file under another name.
#pragma once

#include "core/file/copy_file.h"
#include "core/file/run_notes.h"
#include "core/trace/run_info.h"

#include <optional>
#include <string>

namespace interleave {

class RunReader;

/// Returns what is known of the run, with what another program's file leaves open.
RunInfo info_to_save(RunInfo info, const RunReader& reader);

/// Writes the run of the file `from` into a file of Interleave's own format, whole or not at all. A file of
/// that format is copied as it is, one of another program is converted. `notes`, if there are any, replace
/// those that it had. Throws RunError with one line, and Cancelled if `progress` said so; then `to` is as it
/// was.
void save_run(const std::string& from, const std::string& to, const std::optional<RunNotes>& notes,
              const CopyProgress& progress);

} // namespace interleave
