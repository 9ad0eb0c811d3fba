// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/data_export.h"

#include "core/event/error.h"
#include "core/file/chrome_trace_writer.h"
#include "core/file/gil_tables.h"
#include "core/file/graph_table.h"
#include "core/file/kind_table.h"
#include "core/file/outcome_tables.h"
#include "core/file/path_tables.h"
#include "core/file/run_facts.h"
#include "core/file/run_tables.h"
#include "core/file/statistics_tables.h"
#include "core/file/switch_text.h"
#include "core/file/wait_tables.h"
#include "core/file/whole_file.h"
#include "core/trace/json.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace interleave {

namespace {

template <void (*write_text)(TextOutput&, const Trace&, const RunInfo&, const TracePart&)>
void write_as_text(Output& output, const Trace& trace, const RunInfo& info, const TracePart& part) {
    TextOutput text(output);
    write_text(text, trace, info, part);
    text.flush();
}

template <const RunTable& table>
void write_as_csv(Output& output, const Trace& trace, const RunInfo& info, const TracePart& part) {
    TextOutput text(output);
    const auto rows = csv_table(text, table.columns);
    table.fill(*rows, trace, info, part);
    rows->end();
    text.flush();
}

template <const RunTable& table>
void write_as_json(Output& output, const Trace& trace, const RunInfo& info, const TracePart& part) {
    TextOutput text(output);
    const auto rows = json_table(text, table.columns, table.name, run_facts(info));
    table.fill(*rows, trace, info, part);
    rows->end();
    text.flush();
}

/// The first format of an extension is written if no view is named.
constexpr std::array formats{
    DataFormat{".json", "chrome", "Chrome trace events", write_as_text<write_chrome_trace>},
    DataFormat{".json", "events", "the events as JSON", write_as_json<events_table>},
    DataFormat{".json", "segments", "the states of the lanes as JSON", write_as_json<segments_table>},
    DataFormat{".json", "objects", "the objects as JSON", write_as_json<objects_table>},
    DataFormat{".json", "lanes", "the lanes as JSON", write_as_json<lanes_table>},
    DataFormat{".json", "blame", "who waited for whom as JSON", write_as_json<blame_table>},
    DataFormat{".json", "durations", "how long waits and holds were as JSON", write_as_json<durations_table>},
    DataFormat{".json", "histograms", "histograms of waits and holds as JSON",
               write_as_json<histograms_table>},
    DataFormat{".json", "kinds", "what fits the kind of each object as JSON", write_as_json<kinds_table>},
    DataFormat{".json", "statistics", "all figures of the statistics as JSON",
               write_as_text<write_statistics>},
    DataFormat{".json", "waits", "what lanes waited for as JSON", write_as_json<waits_table>},
    DataFormat{".json", "parallelism", "how many lanes ran at once as JSON",
               write_as_json<parallelism_table>},
    DataFormat{".json", "printed", "the printed lines as JSON", write_as_json<printed_table>},
    DataFormat{".json", "gil", "what each lane did with the GIL as JSON", write_as_json<gil_table>},
    DataFormat{".json", "handovers", "the hand-overs of the GIL as JSON", write_as_json<handovers_table>},
    DataFormat{".json", "path", "the critical path as JSON", write_as_json<critical_path_table>, why_no_path},
    DataFormat{".json", "shares", "shares of the critical path as JSON", write_as_json<path_shares_table>,
               why_no_path},
    DataFormat{".json", "graph", "who waited for what at a moment as JSON", write_as_json<graph_table>},
    DataFormat{".json", "checks", "the checks as JSON", write_as_json<checks_table>},
    DataFormat{".json", "outcome", "the results as JSON", write_as_json<outcome_table>},
    DataFormat{".csv", "events", "the events as CSV", write_as_csv<events_table>},
    DataFormat{".csv", "segments", "the states of the lanes as CSV", write_as_csv<segments_table>},
    DataFormat{".csv", "objects", "the objects as CSV", write_as_csv<objects_table>},
    DataFormat{".csv", "lanes", "the lanes as CSV", write_as_csv<lanes_table>},
    DataFormat{".csv", "blame", "who waited for whom as CSV", write_as_csv<blame_table>},
    DataFormat{".csv", "durations", "how long waits and holds were as CSV", write_as_csv<durations_table>},
    DataFormat{".csv", "histograms", "histograms of waits and holds as CSV", write_as_csv<histograms_table>},
    DataFormat{".csv", "kinds", "what fits the kind of each object as CSV", write_as_csv<kinds_table>},
    DataFormat{".csv", "statistics", "the lanes' figures as CSV", write_as_csv<statistics_table>},
    DataFormat{".csv", "waits", "what lanes waited for as CSV", write_as_csv<waits_table>},
    DataFormat{".csv", "parallelism", "how many lanes ran at once as CSV", write_as_csv<parallelism_table>},
    DataFormat{".csv", "printed", "the printed lines as CSV", write_as_csv<printed_table>},
    DataFormat{".csv", "gil", "what each lane did with the GIL as CSV", write_as_csv<gil_table>},
    DataFormat{".csv", "handovers", "the hand-overs of the GIL as CSV", write_as_csv<handovers_table>},
    DataFormat{".csv", "path", "the critical path as CSV", write_as_csv<critical_path_table>, why_no_path},
    DataFormat{".csv", "shares", "shares of the critical path as CSV", write_as_csv<path_shares_table>,
               why_no_path},
    DataFormat{".csv", "graph", "who waited for what at a moment as CSV", write_as_csv<graph_table>},
    DataFormat{".csv", "checks", "the checks as CSV", write_as_csv<checks_table>},
    DataFormat{".csv", "outcome", "the results as CSV", write_as_csv<outcome_table>},
    DataFormat{".txt", "switches", "the kernel's switches as perf script writes them",
               write_as_text<write_switch_text>, why_no_switch_text},
};

std::string extension_of(std::string_view path) {
    std::string extension = std::filesystem::path(path).extension().string();
    std::ranges::transform(extension, extension.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter;
    });
    return extension;
}

/// Returns "a, b and c".
std::string list_text(const std::vector<std::string_view>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text.append(i == 0 ? "" : i + 1 == words.size() ? " and " : ", ").append(words[i]);
    return text;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

/// Says no by an exception that nobody else throws.
struct DataCancelled {};

class CountedOutput final : public Output {
public:
    CountedOutput(Output& output, const GoOn& go_on) noexcept : output_(output), go_on_(go_on) {}
    void write(std::string_view bytes) override {
        output_.write(bytes);
        bytes_ += bytes.size();
        if (go_on_ && !go_on_(bytes_))
            throw DataCancelled();
    }

private:
    Output& output_;
    const GoOn& go_on_;
    std::uint64_t bytes_ = 0;
};

} // namespace

bool is_data_export(std::string_view path) {
    const std::string extension = extension_of(path);
    return std::ranges::any_of(formats, [&](const DataFormat& one) { return one.extension == extension; });
}

std::string data_extensions() {
    std::vector<std::string_view> extensions;
    for (const DataFormat& format : formats)
        if (std::ranges::find(extensions, format.extension) == extensions.end())
            extensions.push_back(format.extension);
    return list_text(extensions);
}

bool is_data_view(std::string_view view) {
    return std::ranges::any_of(formats, [&](const DataFormat& one) { return one.view == view; });
}

bool is_drawn_data_view(std::string_view view) {
    return is_one_of(view,
                     {events_table.name, statistics_table.name, printed_table.name, gil_table.name,
                      critical_path_table.name, graph_table.name, checks_table.name, outcome_table.name});
}

std::string data_views(std::string_view path) {
    std::vector<std::string_view> views;
    for (const DataFormat& format : formats)
        if (format.extension == extension_of(path))
            views.push_back(format.view);
    return list_text(views);
}

const DataFormat& data_format(const std::string& path, const std::optional<std::string>& view) {
    const std::string extension = extension_of(path);
    const auto found = std::ranges::find_if(formats, [&](const DataFormat& one) {
        return one.extension == extension && (!view || one.view == *view);
    });
    if (found == formats.end())
        throw UsageError("'" + path + "' cannot hold the view '" + view.value_or("") + "'; a " + extension +
                         " takes " + data_views(path));
    return *found;
}

bool export_data(const std::string& path, const DataFormat& format, const Trace& trace, const RunInfo& info,
                 const ExportPart& part, const GoOn& go_on) {
    const TracePart chosen = part_of(trace, part);
    if (format.why_not != nullptr)
        if (const std::string why = format.why_not(trace, info); !why.empty())
            throw RunError("cannot write '" + path + "': " + why);
    try {
        write_whole(path, [&](Output& output) {
            CountedOutput counted(output, go_on);
            format.write(counted, trace, info, chosen);
        });
    } catch (const DataCancelled&) {
        return false;
    }
    return true;
}

} // namespace interleave
