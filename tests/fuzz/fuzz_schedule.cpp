// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes as the text of a kernel schedule: reader, trace, report and the pixel columns of lanes and
// processors.
#include "core/analysis/run_json.h"
#include "core/analysis/run_report.h"
#include "core/event/error.h"
#include "core/file/byte_source.h"
#include "core/file/input_bytes.h"
#include "core/file/schedule_reader.h"
#include "core/trace/columns.h"
#include "core/trace/json.h"
#include "core/trace/processor_columns.h"
#include "tests/core/file/memory_bytes.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string_view>

namespace {

using namespace interleave;

void require(bool holds) {
    if (!holds)
        std::abort();
}

void look_at(const Trace& trace) {
    constexpr std::size_t count = 50;
    const std::int64_t end = trace.time_end();
    for (std::size_t index = 0; index < trace.lane_count(); ++index) {
        const Lane& lane = trace.lane(index);
        require(lane.begin() <= lane.end());
        require(lane.end() <= end);
        std::array<LaneColumn, count> columns;
        lane_columns(lane, 0, end + 1, end, columns);
        for (const LaneColumn& column : columns)
            for (const float share : column.share)
                require(share >= -0.001F && share <= 1.001F);
    }
    for (std::size_t cpu = 0; cpu < trace.processor_count(); ++cpu) {
        if (trace.processor(cpu) == nullptr)
            continue;
        std::array<ProcessorColumn, count> columns;
        processor_columns(*trace.processor(cpu), 0, end + 1, end, columns);
        for (const ProcessorColumn& column : columns)
            require(column.used >= -0.001F && column.used <= 1.001F &&
                    (column.lane == no_lane || column.lane < trace.lane_count()));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const RunFormat format = schedule_format();
    format.fits(text);
    constexpr std::size_t piece = 601; // so that pieces do not end where lines do
    InputBytes input(std::make_unique<test::BorrowedBytes>(text, piece));
    const auto reader = format.open(input);
    Trace trace(reader->has_kernel_records());
    try {
        while (reader->read(trace)) {
        }
    } catch (const RunError& error) { // it has no event of the scheduler
        require(std::string_view(error.what()).find('\n') == std::string_view::npos);
    }
    trace.close(reader->end().time, reader->end().exits);
    require(trace.impossible() == 0);
    require(trace.bytes() < (std::size_t{64} << 20U) + 4096 * size);
    for (const std::string& remark : reader->remarks())
        require(remark.size() < 1'000 && remark.find('\n') == std::string::npos);
    look_at(trace);
    to_json(make_report(reader->info(), trace)).dump();
    return 0;
}
