// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/run_notes.h"

#include "core/event/descriptor.h"
#include "core/event/error.h"
#include "core/event/printable_text.h"
#include "core/event/refused_call.h"
#include "core/event/write_all.h"
#include "core/file/file_block.h"
#include "core/file/file_json.h"
#include "core/file/write_error.h"
#include "core/trace/time_bounds.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace {

bool is_possible(std::int64_t time) {
    return time >= -latest_time && time <= latest_time;
}

/// Returns the text in a line without blanks around it.
std::string tidy_text(const std::string& text) {
    std::string line = printable_text(text);
    if (line.size() > longest_note) {
        line.resize(longest_note);
        while (!is_utf8(line)) // it was cut within a letter
            line.pop_back();
    }
    const std::size_t begin = line.find_first_not_of(' ');
    return begin == std::string::npos ? std::string()
                                      : line.substr(begin, line.find_last_not_of(' ') + 1 - begin);
}

/// Refuses what is no file of ours, or of a version whose blocks this program does not know.
void check_head(int file, const std::string& path) {
    std::array<char, file_head_bytes> bytes{};
    const ssize_t got = pread(file, bytes.data(), bytes.size(), 0);
    if (got < 0)
        throw_refused_call("read '" + printable_text(path) + "'", errno);
    const auto head = read_file_head(std::string_view(bytes.data(), static_cast<std::size_t>(got)));
    if (!head || head->version > file_version)
        throw RunError("cannot note anything in '" + printable_text(path) +
                       "': it is no run's file of this version; save the run under another name");
}

} // namespace

void tidy(RunNotes& notes) {
    for (Note& note : notes.notes) {
        note.text = tidy_text(note.text);
        if (note.until < note.from)
            std::swap(note.from, note.until);
    }
    std::erase_if(notes.notes, [](const Note& note) {
        return note.text.empty() || !is_possible(note.from) || !is_possible(note.until);
    });
    std::erase_if(notes.marks, [](std::int64_t time) { return !is_possible(time); });
    std::ranges::stable_sort(notes.notes, {}, &Note::from);
    std::ranges::sort(notes.marks);
    notes.marks.erase(std::ranges::unique(notes.marks).begin(), notes.marks.end());
    notes.notes.resize(std::min(notes.notes.size(), most_notes));
    notes.marks.resize(std::min(notes.marks.size(), most_marks));
    tidy(notes.rows);
}

std::string notes_to_text(const RunNotes& notes) {
    Json list = Json::array();
    for (const Note& note : notes.notes)
        list.push_back({{"from", note.from}, {"until", note.until}, {"text", note.text}});
    Json json{{"notes", std::move(list)}, {"marks", notes.marks}};
    if (!notes.rows.empty())
        json["rows"] = rows_to_json(notes.rows);
    return json.dump();
}

RunNotes notes_from_text(std::string_view text) {
    return read_json(text, [](const Json& json) {
        RunNotes notes;
        if (const Json* const list = find_list(json, "notes"); list != nullptr)
            for (const Json& entry : *list) {
                if (notes.notes.size() == most_notes)
                    break;
                if (!entry.is_object())
                    throw RunError("has a note that is none");
                Note note;
                take(entry, "from", note.from);
                note.until = note.from;
                take(entry, "until", note.until);
                take(entry, "text", note.text);
                notes.notes.push_back(std::move(note));
            }
        if (const Json* const list = find_list(json, "marks"); list != nullptr)
            for (const Json& mark : *list) {
                if (notes.marks.size() == most_marks)
                    break;
                notes.marks.push_back(whole_number_from<std::int64_t>(mark));
            }
        if (const Json* const rows = find_object(json, "rows"); rows != nullptr)
            notes.rows = rows_from_json(*rows);
        tidy(notes);
        return notes;
    });
}

std::string notes_block(const RunNotes& notes) {
    RunNotes tidied = notes;
    tidy(tidied);
    return make_block({.kind = BlockKind::notes, .essential = false}, notes_to_text(tidied));
}

void append_notes(const std::string& path, const RunNotes& notes) {
    const Descriptor file(open(path.c_str(), O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK));
    if (!file)
        throw_write_error(path, errno);
    check_head(file.get(), path);
    if (const int error = write_all(file.get(), notes_block(notes)); error != 0)
        throw_write_error(path, error);
}

} // namespace interleave
