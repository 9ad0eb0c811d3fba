// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as a Chrome trace. They are refused with one line, or become a trace whose records are in order and
// whose rows hold one slice at a time.
#include "core/event/error.h"
#include "core/event/printable_text.h"
#include "core/file/chrome_trace_reader.h"
#include "core/file/input_bytes.h"
#include "core/trace/trace.h"
#include "tests/core/file/memory_bytes.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <memory>
#include <string>

namespace interleave {

namespace {

void check(bool holds) {
    if (!holds)
        std::abort();
}

/// Passes everything on to a trace, and looks at its order.
class OrderedSink final : public RecordSink {
public:
    explicit OrderedSink(Trace& trace) : trace_(trace) {}
    void lane_appeared(const LaneInfo& lane) override {
        check(lane.id == trace_.lane_count() && printable_text(lane.name) == lane.name);
        trace_.lane_appeared(lane);
        check(trace_.lane_count() == lane.id + std::size_t{1});
    }
    void object_appeared(const ObjectInfo& object) override {
        check(printable_text(object.name) == object.name);
        trace_.object_appeared(object);
        check(trace_.object_count() == object.id);
    }
    void file_appeared(std::uint32_t number, const std::string& path) override {
        trace_.file_appeared(number, path);
    }
    void records(std::span<const TimedRecord> batch) override {
        for (const TimedRecord& record : batch) {
            check(record.time >= last_ && record.time < (std::int64_t{1} << 47U));
            check(record.lane == no_lane || record.lane < trace_.lane_count());
            check(record.object > 0 && record.object <= trace_.object_count());
            last_ = record.time;
        }
        trace_.records(batch);
    }
    void time_reached(std::int64_t time) override { trace_.time_reached(time); }

private:
    Trace& trace_;
    std::int64_t last_ = 0;
};

void look_at_rows(const Trace& trace) {
    std::uint64_t begins = 0;
    std::uint64_t stretches = 0;
    for (std::size_t index = 0; index < trace.lane_count(); ++index) {
        const Lane& lane = trace.lane(index);
        lane.events().for_each(
            [&](const Event& event) { begins += event.kind == EventKind::work_begin ? 1U : 0U; });
        for (std::size_t row = 0; row < lane.work_row_count(); ++row) {
            const WorkRow& work = lane.work_row(row);
            for (std::size_t i = 0; i < work.stretches().size(); ++i) {
                stretches += work.stretches()[i].object != 0 ? 1U : 0U;
                check(work.end_of(i, lane.end()) >= work.stretches()[i].begin);
            }
        }
    }
    check(begins == stretches); // every slice has a row of its own at its time
}

} // namespace

} // namespace interleave

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace interleave;
    constexpr std::size_t part = 61; // so that every place of the text is once at the end of a part
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    InputBytes input(std::make_unique<test::BorrowedBytes>(text, part));
    const std::unique_ptr<RunReader> reader = read_chrome_trace(input);
    Trace trace(reader->has_kernel_records(), reader->knows_states());
    OrderedSink sink(trace);
    try {
        while (reader->read(sink)) {
        }
    } catch (const RunError& error) {
        check(std::string_view(error.what()).find('\n') == std::string_view::npos);
    }
    const RunEnd end = reader->end();
    check(end.time >= 0);
    trace.close(end.time, end.exits);
    look_at_rows(trace);
    const std::vector<std::string> remarks = reader->remarks();
    check(remarks.size() < 200);
    for (const std::string& remark : remarks)
        check(remark.size() < 2'000 && printable_text(remark) == remark);
    return 0;
}
