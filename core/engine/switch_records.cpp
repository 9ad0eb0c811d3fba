// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/switch_records.h"

#include "core/engine/perf_ring.h"
#include "core/event/clock.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fstream>
#include <sstream>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace {

/// The size that an unprivileged user may always have per CPU: the default of kernel.perf_event_mlock_kb is
/// 516, which is these pages and the control page.
constexpr std::size_t most_data_pages = 128;
constexpr std::size_t fewest_data_pages = 8;

/// Up to this setting users may open events of their own processes, without those inside the kernel.
constexpr int paranoid_that_allows = 2;

/// Describes a software event that counts nothing and carries the records that are needed: every switch of a
/// task to and from a CPU, and every end of a task.
perf_event_attr attributes() noexcept {
    perf_event_attr attr{};
    attr.size = sizeof attr;
    attr.type = PERF_TYPE_SOFTWARE;
    attr.config = PERF_COUNT_SW_DUMMY;
    attr.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU;
    attr.sample_id_all = 1;
    attr.context_switch = 1;
    attr.task = 1;
    attr.inherit = 1;
    attr.exclude_kernel = 1;
    attr.exclude_hv = 1;
    attr.use_clockid = 1;
    attr.clockid = CLOCK_MONOTONIC_RAW; // the time base of the region's clock
    attr.watermark = 1;                 // no thread sleeps on it, so no wake-up is needed at each record
    attr.wakeup_watermark = ~0U;
    return attr;
}

Descriptor open_event(std::int32_t pid, int cpu) noexcept {
    perf_event_attr attr = attributes();
    return Descriptor(
        static_cast<int>(syscall(SYS_perf_event_open, &attr, pid, cpu, -1, PERF_FLAG_FD_CLOEXEC)));
}

/// Reads the numbers of the online CPUs from a list such as "0-3,8".
std::vector<int> online_cpus() {
    std::vector<int> cpus;
    std::ifstream file("/sys/devices/system/cpu/online");
    std::string range;
    while (std::getline(file, range, ',')) {
        std::istringstream words(range);
        int first = 0;
        int last = 0;
        char dash = 0;
        if (!(words >> first))
            continue;
        if (!(words >> dash >> last))
            last = first;
        for (int cpu = first; cpu <= last; ++cpu)
            cpus.push_back(cpu);
    }
    if (cpus.empty()) {
        const long count = sysconf(_SC_NPROCESSORS_ONLN);
        for (int cpu = 0; cpu < count; ++cpu)
            cpus.push_back(cpu);
    }
    return cpus;
}

SwitchRecordSupport refused(int error) {
    std::ifstream file("/proc/sys/kernel/perf_event_paranoid");
    int paranoid = 0;
    if (!(file >> paranoid))
        return {false, "off, this kernel has no perf events", ""};
    if ((error == EACCES || error == EPERM) && paranoid > paranoid_that_allows)
        return {false, "off, kernel.perf_event_paranoid is " + std::to_string(paranoid),
                "sudo sysctl kernel.perf_event_paranoid=" + std::to_string(paranoid_that_allows)};
    return {false, std::string("off, the kernel refuses perf_event_open: ") + std::strerror(error), ""};
}

/// The identity that the kernel writes at the end of every record.
struct SampleId {
    std::uint32_t pid;
    std::uint32_t tid;
    std::uint64_t time;
    std::uint32_t cpu;
    std::uint32_t reserved;
};
struct ExitBody {
    std::uint32_t pid;
    std::uint32_t parent_pid;
    std::uint32_t tid;
    std::uint32_t parent_tid;
    std::uint64_t time;
};
struct LostBody {
    std::uint64_t id;
    std::uint64_t lost;
};

template <typename T>
T read_at(std::span<const std::byte> bytes, std::size_t offset) noexcept {
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

class SwitchRecords final : public KernelRecordSource {
public:
    explicit SwitchRecords(std::vector<PerfRing> rings) : rings_(std::move(rings)) {}

    void poll(std::vector<KernelRecord>& out) override {
        out.insert(out.end(), gaps_.begin(), gaps_.end());
        gaps_.clear();
        for (PerfRing& ring : rings_) {
            ring.drain([&](std::uint32_t type, std::uint16_t misc, std::span<const std::byte> body) {
                take(type, misc, body, out);
            });
        }
    }

    void set_paused(bool paused) override {
        for (PerfRing& ring : rings_)
            ring.set_enabled(!paused);
        gaps_.push_back({monotonic_raw_ns(), 0, 0, EventKind::switches_lost, 0});
    }

private:
    static void take(std::uint32_t type, std::uint16_t misc, std::span<const std::byte> body,
                     std::vector<KernelRecord>& out) {
        if (body.size() < sizeof(SampleId))
            return;
        const auto id = read_at<SampleId>(body, body.size() - sizeof(SampleId));
        const auto tid = static_cast<std::int32_t>(id.tid);
        const std::size_t own = body.size() - sizeof(SampleId);
        if (type == PERF_RECORD_SWITCH) {
            const bool leaves = (misc & PERF_RECORD_MISC_SWITCH_OUT) != 0;
            const bool preempted = (misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT) != 0;
            out.push_back({id.time, id.cpu, tid, leaves ? EventKind::switch_out : EventKind::switch_in,
                           static_cast<std::uint16_t>(leaves && preempted ? 1 : 0)});
        } else if (type == PERF_RECORD_EXIT && own >= sizeof(ExitBody)) {
            const auto exit = read_at<ExitBody>(body, 0);
            out.push_back({exit.time, id.cpu, static_cast<std::int32_t>(exit.tid), EventKind::task_exit, 0});
        } else if (type == PERF_RECORD_LOST && own >= sizeof(LostBody)) {
            out.push_back({id.time, read_at<LostBody>(body, 0).lost, tid, EventKind::switches_lost, 0});
        }
    }

    std::vector<PerfRing> rings_;
    std::vector<KernelRecord> gaps_; ///< not yet polled
};

/// Returns one ring for each CPU, or none and the reason in errno.
std::vector<PerfRing> open_rings(std::int32_t pid, std::size_t data_pages) {
    std::vector<PerfRing> rings;
    for (const int cpu : online_cpus()) {
        Descriptor event = open_event(pid, cpu);
        if (!event && errno == ENODEV)
            continue; // the CPU has just gone offline
        if (event) {
            PerfRing ring(std::move(event), data_pages);
            if (ring.is_mapped()) {
                rings.push_back(std::move(ring));
                continue;
            }
        }
        const int error = errno;
        rings.clear(); // closes and unmaps
        errno = error;
        return rings;
    }
    return rings;
}

} // namespace

SwitchRecordSupport switch_record_support() {
    const Descriptor event = open_event(0, online_cpus().front());
    if (event)
        return {true, "on", ""};
    return refused(errno);
}

std::unique_ptr<KernelRecordSource> open_switch_records(std::int32_t pid, std::string& text) {
    for (std::size_t pages = most_data_pages; pages >= fewest_data_pages; pages /= 2) {
        std::vector<PerfRing> rings = open_rings(pid, pages);
        if (!rings.empty()) {
            text = "on";
            return std::make_unique<SwitchRecords>(std::move(rings));
        }
        const int error = errno;
        const SwitchRecordSupport support = switch_record_support();
        if (!support.allowed) {
            text = support.text;
            return nullptr;
        }
        // Here events may be opened but not mapped, because other runs of this user hold the memory that is
        // allowed for them.
        text = error == EPERM ? "off, the memory set by kernel.perf_event_mlock_kb is used up"
                              : std::string("off, switch records cannot be opened: ") + std::strerror(error);
        if (error != EPERM)
            return nullptr;
    }
    return nullptr;
}

} // namespace interleave
