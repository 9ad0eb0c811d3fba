// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes become what a hostile writer does to the region; collector, trace and analysis must get along with
// it.
#include "core/analysis/measures.h"
#include "core/analysis/run_json.h"
#include "core/analysis/run_text.h"
#include "core/analysis/theory_checks.h"
#include "core/analysis/wait_analysis.h"
#include "core/analysis/wait_for_graph.h"
#include "core/event/collector.h"
#include "core/trace/json.h"
#include "core/trace/trace.h"
#include "tests/fuzz/fuzz_input.h"

#include <algorithm>
#include <sys/mman.h>
#include <sys/stat.h>
#include <vector>

namespace interleave {

namespace {

constexpr SessionLayout layout{256, 1U << 12U};
constexpr std::int64_t second = 1'000'000'000;

/// Writes anywhere, through a mapping of its own.
class HostileMapping {
public:
    explicit HostileMapping(const SessionRegion& region) {
        struct stat status {};
        fstat(region.descriptor(), &status);
        size_ = static_cast<std::size_t>(status.st_size);
        bytes_ = static_cast<std::uint8_t*>(
            mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, region.descriptor(), 0));
    }
    ~HostileMapping() { munmap(bytes_, size_); }
    HostileMapping(const HostileMapping&) = delete;
    HostileMapping& operator=(const HostileMapping&) = delete;

    void write(std::size_t at, const std::vector<std::uint8_t>& bytes) {
        at %= size_;
        std::copy_n(bytes.begin(), std::min(bytes.size(), size_ - at), bytes_ + at);
    }

private:
    std::size_t size_ = 0;
    std::uint8_t* bytes_ = nullptr;
};

/// The switches of a kernel, which is trusted to be a kernel, but not to be in order.
class FuzzedKernel final : public KernelRecordSource {
public:
    void poll(std::vector<KernelRecord>& out) override {
        out.insert(out.end(), next.begin(), next.end());
        next.clear();
    }
    void set_paused(bool) override {}
    std::optional<KernelTask> task(std::int32_t tid) const override {
        return tid % 2 != 0 ? std::optional(KernelTask{tid / 4, "task", "it is so"}) : std::nullopt;
    }
    std::vector<KernelRecord> next;
};

void write_as_told(FuzzInput& input, SessionRegion& region, FuzzedKernel& kernel, Collector& collector,
                   std::int64_t origin, RecordSink& sink) {
    HostileMapping mapping(region);
    std::vector<RingWriter> rings;
    const auto time = [&] {
        const bool any = input.up_to(15) == 0;
        return any ? input.number<std::uint64_t>()
                   : static_cast<std::uint64_t>(origin + input.up_to(static_cast<std::uint32_t>(second)));
    };
    while (!input.empty()) {
        switch (input.up_to(15)) {
        case 0:
            if (const LaneId lane =
                    region.writer().claim_lane(static_cast<LaneKind>(input.number<std::uint8_t>() % 2),
                                               input.text(8), input.number<std::uint8_t>());
                lane != no_lane)
                rings.push_back(region.writer().ring_writer(lane));
            break;
        case 1:
            region.writer().claim_object(static_cast<ObjectKind>(input.number<std::uint8_t>() % 16),
                                         input.text(4));
            break;
        case 2:
            region.writer().file_number(input.text(8));
            break;
        case 3:
            mapping.write(input.number<std::uint32_t>(), input.bytes(input.number<std::uint8_t>()));
            break;
        case 4:
            collector.drain(sink);
            break;
        case 5:
            kernel.next.push_back(
                {time(), input.number<std::uint64_t>(), input.number<std::int32_t>(),
                 static_cast<EventKind>(first_kernel_kind + input.number<std::uint8_t>() % 4),
                 input.number<std::uint16_t>()});
            break;
        default: {
            if (rings.empty())
                break;
            RingWriter& ring = rings[input.number<std::uint8_t>() % rings.size()];
            const auto kind = static_cast<EventKind>(input.number<std::uint8_t>());
            const ObjectId object = input.number<std::uint8_t>();
            const bool large = input.flag();
            ring.push(time(), kind, object,
                      large ? input.number<std::uint64_t>() : input.number<std::uint8_t>(),
                      make_site(input.number<std::uint8_t>(), 7), input.number<std::uint8_t>());
        }
        }
    }
}

/// Asks all that a report and a window ask.
void analyse(const Trace& trace, const CollectorCounts& counts) {
    find_deadlocks(trace, trace.time_end(), 1);
    RunInfo info;
    info.counts = counts;
    info.ended = Ended::finished;
    for (const MeasureDescription& measure : all_measures()) {
        for (const char* object : {"", "m"}) {
            Check check;
            check.name = measure.name;
            check.measure = TraceMeasure{std::string(measure.name) + ":lock", object};
            info.checks.push_back(std::move(check));
        }
    }
    decide_checks(info.checks, trace, counts);
    const RunReport report = make_report(std::move(info), trace);
    to_text(report);
    document(to_json(report));
    for (std::size_t i = 0; i < trace.lane_count(); ++i)
        trace.lane(i).times_between(-second, second);
    for (std::size_t i = 0; i < trace.object_count(); ++i)
        trace.object(i).most_waiters(-second, second);
    for (const ObjectWaits& object : object_waits(trace, -second, trace.time_end()))
        object.waits.bins();
}

} // namespace

} // namespace interleave

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace interleave;
    FuzzInput input(bytes, size);
    const auto region = SessionRegion::create(layout, ClockSource::monotonic_raw);
    const std::int64_t origin = static_cast<std::int64_t>(monotonic_raw_ns()) - second;
    FuzzedKernel kernel;
    Collector collector(*region, &kernel, origin, 1'000, &region->writer());
    Trace trace(input.flag());
    write_as_told(input, *region, kernel, collector, origin, trace);
    collector.finish(trace);
    find_deadlocks(trace, trace.time_end(), 1); // while it lasts
    trace.close(second);
    analyse(trace, collector.counts());
    return 0;
}
