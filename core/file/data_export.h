// SPDX-License-Identifier: GPL-3.0-or-later
// A run as a file for other programs: Chrome trace events, tables as CSV or JSON, switches as perf's text. It
// needs a trace and a RunInfo only, so a run that goes on, one that has ended and one from a file are
// exported alike.
#pragma once

#include "core/file/export_part.h"
#include "core/file/output.h"
#include "core/trace/run_info.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace interleave {

struct RunTable;

/// A form in which a run is written.
struct DataFormat {
    std::string_view extension; ///< ".csv"
    std::string_view view;      ///< as --view names what is written: "events"
    std::string_view about;     ///< "the events, as CSV"
    /// Any thread may call it. Throws what `output` throws.
    void (*write)(Output& output, const Trace& trace, const RunInfo& info, const TracePart& part);
    /// Returns why this run cannot be written so, and the remedy; empty if it can. nullptr: any can.
    std::string (*why_not)(const Trace& trace, const RunInfo& info) = nullptr;
};

/// Whether the path's extension, in capitals or not, is one of data.
bool is_data_export(std::string_view path);
/// Returns these extensions as words: ".json, .csv and .txt".
std::string data_extensions();
/// Whether it is a word for --view that means data.
bool is_data_view(std::string_view view);
/// Whether a picture can show the same as this view of data, so that the word is for both.
bool is_drawn_data_view(std::string_view view);
/// Returns the words for --view that fit the path: "events, segments, objects and lanes".
std::string data_views(std::string_view path);

/// Returns the format for a path with such an extension, the extension's first one if no view is named.
/// Throws UsageError for a view that does not fit the extension.
const DataFormat& data_format(const std::string& path, const std::optional<std::string>& view);

/// Is told how many bytes are written by now and says whether to go on. It is called some times a second.
using GoOn = std::function<bool(std::uint64_t bytes)>;

/// Writes the file whole or not at all. Returns false, with nothing left, if `go_on` said no. Throws
/// UsageError for a part that the run does not have, and RunError with one line if the run or the file cannot
/// be written. Any thread may call it.
bool export_data(const std::string& path, const DataFormat& format, const Trace& trace, const RunInfo& info,
                 const ExportPart& part = {}, const GoOn& go_on = {});

} // namespace interleave
