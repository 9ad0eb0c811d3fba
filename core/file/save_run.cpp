// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/save_run.h"

#include "core/event/error.h"
#include "core/event/printable_text.h"
#include "core/event/write_all.h"
#include "core/file/byte_source.h"
#include "core/file/file_block.h"
#include "core/file/input_bytes.h"
#include "core/file/run_file_writer.h"
#include "core/file/run_reader.h"
#include "core/file/whole_file.h"

#include <array>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>

namespace interleave {

namespace {

/// What a write that failed throws, up to who knows the file's name.
struct WriteFailed {
    int error;
};

bool is_own_format(const std::string& path) {
    const std::unique_ptr<ByteSource> source = open_file_bytes(path);
    std::array<char, file_magic.size()> bytes{};
    std::size_t have = 0;
    while (have < bytes.size()) {
        const std::size_t got = source->read(std::span(bytes).subspan(have));
        if (got == 0)
            return false;
        have += got;
    }
    return std::string_view(bytes.data(), bytes.size()) == file_magic;
}

RunInfo info_of(const RunReader& reader, const std::string& path) {
    RunInfo info = reader.info();
    if (info.title.empty())
        info.title = printable_text(std::filesystem::path(path).filename().string());
    return info_to_save(std::move(info), reader);
}

void convert(const std::string& from, int to, const std::optional<RunNotes>& notes,
             const CopyProgress& progress) {
    const std::unique_ptr<InputBytes> bytes = InputBytes::open(from);
    const std::unique_ptr<RunReader> reader = read_run(*bytes);
    RunFileWriter writer(
        [to](std::string_view more) {
            if (const int error = write_all(to, more); error != 0)
                throw WriteFailed{error};
        },
        info_of(*reader, from), reader->knows_states());
    while (reader->read(writer)) {
        if (!progress(bytes->progress().value_or(0)))
            throw Cancelled();
    }
    writer.flush();
    writer.write_end(info_of(*reader, from), reader->end());
    const RunNotes all = notes.value_or(reader->notes());
    if (!all.empty()) {
        if (const int error = write_all(to, notes_block(all)); error != 0)
            throw WriteFailed{error};
    }
}

} // namespace

RunInfo info_to_save(RunInfo info, const RunReader& reader) {
    if (info.switch_records.empty() && !reader.has_kernel_records())
        info.switch_records = "off: the trace has none";
    return info;
}

void save_run(const std::string& from, const std::string& to, const std::optional<RunNotes>& notes,
              const CopyProgress& progress) {
    if (is_own_format(from)) {
        copy_whole(from, to, notes ? notes_block(*notes) : std::string(), progress);
        return;
    }
    write_whole_with(to, [&](int file) {
        try {
            convert(from, file, notes, progress);
            return 0;
        } catch (const WriteFailed& failed) {
            return failed.error;
        } catch (const RunError& error) {
            throw RunError("'" + printable_text(from) + "' " + error.what());
        }
    });
}

} // namespace interleave
