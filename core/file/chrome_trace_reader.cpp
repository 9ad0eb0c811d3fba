// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_trace_reader.h"

#include "core/event/error.h"
#include "core/file/chrome_telling.h"
#include "core/file/chrome_trace_text.h"

#include <optional>

namespace interleave {

namespace {

constexpr int events_at_once = 20'000;

class ChromeTraceReader final : public RunReader {
public:
    explicit ChromeTraceReader(InputBytes& bytes) : text_(bytes) {}

    bool has_kernel_records() const override { return false; }
    bool knows_states() const override { return false; }
    RunInfo info() const override;
    bool read(RecordSink& sink) override;
    RunEnd end() const override { return {last_time_, {}}; }
    std::vector<std::string> remarks() const override;

private:
    void arrange_all();
    void refuse_what_is_none() const;

    ChromeTraceText text_;
    ChromeCollector collector_;
    std::optional<ChromeTelling> telling_;
    std::int64_t origin_ = 0;    ///< of the file's times, ns
    std::int64_t last_time_ = 0; ///< from there
};

RunInfo ChromeTraceReader::info() const {
    RunInfo info;
    info.mode = "Chrome trace";
    info.switch_records = "off: the file has none";
    info.wall_ns = last_time_;
    info.counts.events = telling_ ? telling_->record_count() : 0;
    return info; // how the program ended is not told
}

void ChromeTraceReader::refuse_what_is_none() const {
    if (!text_.has_events_array())
        throw RunError("is JSON, but no Chrome trace: it has no \"traceEvents\" with an array of events" +
                       (text_.broken().empty() ? "" : " (" + text_.broken() + ")"));
    const ChromeCounts& counts = collector_.collection().counts;
    const bool has_any = counts.events > counts.unknown_phases[0];
    if (!has_any && (counts.events > 0 || text_.strangers() > 0))
        throw RunError("is JSON, but no Chrome trace: no entry of its array has a phase (\"ph\")");
    if (!has_any && !text_.broken().empty())
        throw RunError("holds no event of a Chrome trace: " + text_.broken());
}

void ChromeTraceReader::arrange_all() {
    ChromeCollection& collection = collector_.collection();
    origin_ = sort_by_time(collection);
    last_time_ = last_time_of(collection.entries);
    pair_slices(collection, last_time_);
    const std::vector<ChromeOperation> operations = pair_operations(collection, last_time_);
    pair_flows(collection);
    std::vector<LaneInfo> lanes = arrange(collection, operations);
    last_time_ -= origin_;
    telling_.emplace(collection, std::move(lanes), origin_);
}

bool ChromeTraceReader::read(RecordSink& sink) {
    if (telling_)
        return telling_->tell(sink);
    for (int i = 0; i < events_at_once; ++i) {
        const ChromeEvent* const event = text_.next();
        if (event == nullptr) {
            refuse_what_is_none();
            arrange_all();
            break;
        }
        collector_.take(*event);
    }
    return true;
}

std::vector<std::string> ChromeTraceReader::remarks() const {
    std::vector<std::string> lines;
    if (!text_.broken().empty())
        lines.push_back(text_.broken() + "; what came before is shown");
    if (text_.rest())
        lines.push_back("what follows the end of the trace at byte " + std::to_string(*text_.rest()) +
                        " is not read");
    if (text_.unreadable() == 1)
        lines.push_back("1 event that is no valid JSON skipped, at " + text_.first_unreadable());
    else if (text_.unreadable() > 1)
        lines.push_back(std::to_string(text_.unreadable()) +
                        " events that are no valid JSON skipped, the first at " + text_.first_unreadable());
    if (text_.strangers() > 0)
        lines.push_back(std::to_string(text_.strangers()) + (text_.strangers() == 1
                                                                 ? " entry that is no event skipped"
                                                                 : " entries that are no events skipped"));
    const std::vector<std::string> counted = collector_.collection().counts.remarks();
    lines.insert(lines.end(), counted.begin(), counted.end());
    if (!text_.other_keys().empty()) {
        std::string keys;
        for (const std::string& key : text_.other_keys())
            keys += (keys.empty() ? "" : ", ") + key;
        lines.push_back("not read: " + keys + (text_.has_more_other_keys() ? ", …" : ""));
    }
    if (origin_ != 0)
        lines.push_back("time 0 is " + std::to_string(origin_) + " ns of the file's clock");
    return lines;
}

} // namespace

bool is_chrome_trace(std::string_view beginning) noexcept {
    return ChromeTraceText::fits(beginning);
}

std::unique_ptr<RunReader> read_chrome_trace(InputBytes& bytes) {
    return std::make_unique<ChromeTraceReader>(bytes);
}

} // namespace interleave
