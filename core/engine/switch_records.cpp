// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/switch_records.h"

#include "core/engine/kernel_clock.h"
#include "core/engine/kernel_tasks.h"
#include "core/engine/perf_ring.h"
#include "core/engine/switch_event.h"
#include "core/event/clock.h"
#include "core/event/refused_call.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace {

/// The size that an unprivileged user may always have per CPU: the default of kernel.perf_event_mlock_kb is
/// 516, which is these pages and the control page.
constexpr std::size_t most_data_pages = 128;
constexpr std::size_t fewest_data_pages = 8;

constexpr const char* no_ring_memory = "off, the memory set by kernel.perf_event_mlock_kb is used up";

/// Up to this setting users may open events of their own processes, without those inside the kernel.
constexpr int paranoid_that_allows = 2;

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

/// Whether a filter decides which system calls this process may make, as in most containers.
bool has_system_call_filter() {
    std::ifstream file("/proc/self/status");
    std::string line;
    while (std::getline(file, line)) {
        if (line.starts_with("Seccomp:"))
            return line.find_first_of("12") != std::string::npos;
    }
    return false;
}

SwitchRecordSupport refused(int error) {
    const std::string reason = std::strerror(error);
    if (error == EMFILE || error == ENFILE || error == ENOMEM) {
        const std::string text = refused_call_text("open the events", error);
        const std::size_t remedy = text.find("; ");
        return {false, "off, " + text.substr(0, remedy), text.substr(remedy + 2)};
    }
    // A filter answers first, and most say that the call is not permitted or does not exist.
    if ((error == EPERM || error == ENOSYS) && has_system_call_filter())
        return {false, "off, this container refuses perf_event_open: " + reason,
                "start the container with '--cap-add=PERFMON', or with '--security-opt seccomp=' and a "
                "profile that "
                "allows perf_event_open (docker and podman)"};
    std::ifstream file("/proc/sys/kernel/perf_event_paranoid");
    int paranoid = 0;
    const bool known = static_cast<bool>(file >> paranoid);
    if ((error == EACCES || error == EPERM) && known && paranoid > paranoid_that_allows)
        return {false, "off, kernel.perf_event_paranoid is " + std::to_string(paranoid),
                "sudo sysctl kernel.perf_event_paranoid=" + std::to_string(paranoid_that_allows)};
    if (error == ENOSYS || (error == ENOENT && !known))
        return {false, "off, this kernel has no perf events",
                "use a kernel that is built with CONFIG_PERF_EVENTS, as that of Debian is"};
    return {false, "off, the kernel refuses perf_event_open: " + reason,
            "allow it to this user, by the capability CAP_PERFMON or in the security module that forbids it"};
}

/// Of PERF_RECORD_FORK and PERF_RECORD_EXIT.
struct TaskBody {
    std::uint32_t pid;
    std::uint32_t parent_pid;
    std::uint32_t tid;
    std::uint32_t parent_tid;
    std::uint64_t time;
};
/// Of PERF_RECORD_COMM, before the name.
struct NameBody {
    std::uint32_t pid;
    std::uint32_t tid;
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
    SwitchRecords(std::vector<PerfRing> rings, std::uint64_t opened_ns, std::int64_t clock_offset,
                  NamesOfTasks names, std::int32_t first)
        : rings_(std::move(rings))
        , last_times_(rings_.size(), opened_ns)
        , opened_ns_(opened_ns)
        , clock_offset_(static_cast<std::uint64_t>(clock_offset)) {
        if (names == NamesOfTasks::wanted)
            tasks_.emplace().follow_first(first);
    }

    std::optional<KernelTask> task(std::int32_t tid) const override {
        return tasks_ ? tasks_->find(tid) : std::nullopt;
    }

    void poll(std::vector<KernelRecord>& out) override {
        const std::size_t first = out.size();
        out.insert(out.end(), gaps_.begin(), gaps_.end());
        gaps_.clear();
        for (std::size_t i = 0; i < rings_.size(); ++i) {
            rings_[i].drain([&](std::uint32_t type, std::uint16_t misc, std::span<const std::byte> body) {
                const std::size_t before = out.size();
                take(type, misc, body, last_times_[i], out);
                if (out.size() > before)
                    last_times_[i] = out.back().time;
            });
        }
        refuse_impossible_times(out, first);
    }

    void set_paused(bool paused) override {
        // What is not known begins after the last record and ends before the first one.
        const auto tell_gap = [this] {
            gaps_.push_back({monotonic_raw_ns(), 0, 0, EventKind::switches_lost, 0});
        };
        if (!paused)
            tell_gap();
        for (PerfRing& ring : rings_)
            ring.set_enabled(!paused);
        if (paused)
            tell_gap();
    }

private:
    /// A record from before these rings or from the future has the time of another clock. It is counted as
    /// lost, so that no time on a processor is told that never was.
    void refuse_impossible_times(std::vector<KernelRecord>& records, std::size_t first) const noexcept {
        const std::uint64_t now = monotonic_raw_ns();
        for (std::size_t i = first; i < records.size(); ++i) {
            if (records[i].time < opened_ns_ || records[i].time > now)
                records[i] = {now, 1, records[i].tid, EventKind::switches_lost, 0};
        }
    }

    /// Converts the kernel's time to this program's.
    std::uint64_t own_time(std::uint64_t of_kernel) const noexcept { return of_kernel + clock_offset_; }

    void take(std::uint32_t type, std::uint16_t misc, std::span<const std::byte> body,
              std::uint64_t last_time, std::vector<KernelRecord>& out) {
        if (body.size() < sizeof(SampleId))
            return;
        SampleId id = sample_id_of(body);
        id.time = own_time(id.time);
        const auto tid = static_cast<std::int32_t>(id.tid);
        const std::size_t own = body.size() - sizeof(SampleId);
        if (type == PERF_RECORD_SWITCH) {
            const bool leaves = (misc & PERF_RECORD_MISC_SWITCH_OUT) != 0;
            const bool preempted = (misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT) != 0;
            out.push_back({id.time, id.cpu, tid, leaves ? EventKind::switch_out : EventKind::switch_in,
                           static_cast<std::uint16_t>(leaves && preempted ? 1 : 0)});
        } else if (type == PERF_RECORD_EXIT && own >= sizeof(TaskBody)) {
            const auto exit = read_at<TaskBody>(body, 0);
            out.push_back(
                {own_time(exit.time), id.cpu, static_cast<std::int32_t>(exit.tid), EventKind::task_exit, 0});
            if (tasks_)
                tasks_->has_ended(static_cast<std::int32_t>(exit.tid));
        } else if (tasks_ && type == PERF_RECORD_FORK && own >= sizeof(TaskBody)) {
            const auto fork = read_at<TaskBody>(body, 0);
            tasks_->has_begun(static_cast<std::int32_t>(fork.tid), static_cast<std::int32_t>(fork.pid),
                              static_cast<std::int32_t>(fork.parent_tid));
        } else if (tasks_ && type == PERF_RECORD_COMM && own > sizeof(NameBody)) {
            const auto of = read_at<NameBody>(body, 0);
            const char* const name = reinterpret_cast<const char*>(body.data()) + sizeof(NameBody);
            tasks_->is_called(static_cast<std::int32_t>(of.tid), static_cast<std::int32_t>(of.pid),
                              std::string(name, strnlen(name, own - sizeof(NameBody))),
                              (misc & PERF_RECORD_MISC_COMM_EXEC) != 0);
        } else if (type == PERF_RECORD_LOST && own >= sizeof(LostBody)) {
            // They are missing between the ring's record before and this one.
            out.push_back({std::min(last_time, id.time), 0, tid, EventKind::switches_lost, 1});
            out.push_back({id.time, read_at<LostBody>(body, 0).lost, tid, EventKind::switches_lost, 1});
        }
    }

    std::vector<PerfRing> rings_;
    std::vector<std::uint64_t> last_times_; ///< of each ring's last record
    std::vector<KernelRecord> gaps_;        ///< not yet polled
    std::uint64_t opened_ns_;               ///< before the first ring was opened
    std::uint64_t clock_offset_;            ///< ns, wraps around if it is negative
    std::optional<KernelTasks> tasks_;      ///< none if their names are not wanted
};

/// Returns what must be added to the times of records. It does not change, so a success is kept. It is
/// none as measure_kernel_clock_offset() says.
std::optional<std::int64_t> clock_offset() {
    static std::atomic<bool> is_known{false};
    static std::atomic<std::int64_t> known{0};
    if (is_known.load(std::memory_order_acquire))
        return known.load(std::memory_order_relaxed);
    const std::optional<std::int64_t> measured = measure_kernel_clock_offset();
    if (measured) {
        known.store(*measured, std::memory_order_relaxed);
        is_known.store(true, std::memory_order_release);
    }
    return measured;
}

/// Returns one ring for each CPU, or none and the reason in errno.
std::vector<PerfRing> open_rings(std::int32_t pid, std::size_t data_pages, NamesOfTasks names) {
    std::vector<PerfRing> rings;
    for (const int cpu : online_cpus()) {
        Descriptor event = open_switch_event(pid, cpu, names == NamesOfTasks::wanted);
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
    const Descriptor event = open_switch_event(0, online_cpus().front());
    if (!event)
        return refused(errno);
    if (clock_offset())
        return {true, "on", ""};
    if (errno == EPERM)
        return {false, no_ring_memory, "end other runs of this user, or raise kernel.perf_event_mlock_kb"};
    if (errno != 0)
        return refused(errno);
    return {false, "off, the kernel stamps them by a clock that is not this program's",
            "run it outside of the time namespace or the sandbox that has a clock of its own"};
}

std::unique_ptr<KernelRecordSource> open_switch_records(std::int32_t pid, std::string& text,
                                                        NamesOfTasks names) {
    // This comes first, because it needs some of the memory that the rings may use up.
    const SwitchRecordSupport support = switch_record_support();
    text = support.text;
    if (!support.allowed)
        return nullptr;
    for (std::size_t pages = most_data_pages; pages >= fewest_data_pages; pages /= 2) {
        const std::uint64_t opened_ns = monotonic_raw_ns();
        std::vector<PerfRing> rings = open_rings(pid, pages, names);
        if (!rings.empty())
            return std::make_unique<SwitchRecords>(std::move(rings), opened_ns, *clock_offset(), names, pid);
        const int error = errno;
        // Here events may be opened but not mapped, because other runs of this user hold the memory that is
        // allowed for them.
        text = error == EPERM ? no_ring_memory : refused(error).text;
        if (error != EPERM)
            return nullptr;
    }
    return nullptr;
}

} // namespace interleave
