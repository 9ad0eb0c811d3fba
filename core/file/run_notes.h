// SPDX-License-Identifier: GPL-3.0-or-later
// What a user wrote to a run, marked in it and how the rows were arranged. It is saved beside what the run
// itself was, because it changes when the run does not.
#pragma once

#include "core/file/row_arrangement.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// A note on a stretch of time, or on a moment, which begins where it ends. Times are ns since the trace's
/// time 0.
struct Note {
    std::int64_t from = 0;
    std::int64_t until = 0;
    std::string text; ///< one line, printable

    bool operator==(const Note&) const = default;
};

/// What one run has of all this, notes and marks in the order of time.
struct RunNotes {
    std::vector<Note> notes{};
    std::vector<std::int64_t> marks{};
    RowArrangement rows{};

    bool empty() const noexcept { return notes.empty() && marks.empty() && rows.empty(); }
    bool operator==(const RunNotes&) const = default;
};

/// So much a file may have, and so long a text may be.
inline constexpr std::size_t most_notes = 1'000;
inline constexpr std::size_t most_marks = 1'000;
inline constexpr std::size_t longest_note = 500; ///< bytes

/// Puts them in the order of time, makes texts printable, and takes away what no file may have: empty texts,
/// what is too long or too much, and times that cannot be.
void tidy(RunNotes& notes);

/// The JSON text of a file's block, and back. notes_from_text() returns them tidy; its text is untrusted, and
/// it throws RunError, whose message follows "the block".
std::string notes_to_text(const RunNotes& notes);
RunNotes notes_from_text(std::string_view text);

/// Returns the bytes that add them to a file of a run, behind all that it has; the last ones that were added
/// count.
std::string notes_block(const RunNotes& notes);

/// Adds them to a file of a run, which may just be written or has been written long ago. Throws RunError with
/// one line if the file cannot be written or is none of ours. A part of a block may have been written then,
/// which readers skip.
void append_notes(const std::string& path, const RunNotes& notes);

} // namespace interleave
