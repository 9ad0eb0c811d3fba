// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/team.h"

#include "core/event/clock.h"
#include "core/event/error.h"
#include "core/work/compute.h"
#include "core/work/process.h"
#include "core/work/shared_memory.h"
#include "core/work/start_gate.h"
#include "core/work/team_watch.h"
#include "core/work/thread.h"
#include "core/work/worker_failure.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <limits>
#include <new>
#include <optional>

namespace interleave {

/// The state that all members share, whether they are threads or processes.
struct Team::SharedState {
    std::optional<StartGate> gate; ///< none if each begins as it is started
    // These are of each worker's last round, and are published by the gate and by the join.
    std::array<std::atomic<std::int64_t>, most_workers> began_ns{};     ///< CLOCK_MONOTONIC_RAW
    std::array<std::atomic<std::int64_t>, most_workers> ended_ns{};     ///< CLOCK_MONOTONIC_RAW
    std::array<std::atomic<std::int64_t>, most_workers> processor_ns{}; ///< that the worker used
};

namespace {

/// Joins the members of a team one after the other.
template <typename Member>
class Joiner;

template <>
class Joiner<Thread> {
public:
    explicit Joiner(std::vector<Thread>& members) noexcept : members_(members) {}
    /// Throws what the member failed with.
    void join(std::size_t member, const std::source_location& where) { members_[member].join(where); }

private:
    std::vector<Thread>& members_;
};

template <>
class Joiner<Process> {
public:
    explicit Joiner(std::vector<Process>& members) : members_(members), watch_(members) {}
    void join(std::size_t member, const std::source_location& where) {
        const ProcessEnd& end = members_[member].join([&] { return watch_.wait_for_end_of(member); }, where);
        // The watch sees only what ends during a wait; this one may have been dead already, and the others
        // may wait for it for ever.
        if (end.signal != 0)
            report_worker_failure(members_[member].name(), death_text(end));
        if (!end.succeeded())
            throw RunError(members_[member].name() + " " + death_text(end));
    }

private:
    std::vector<Process>& members_;
    TeamWatch watch_;
};

/// Joins all members, even if one failed, and then throws the failure of the first that failed.
template <typename Member>
void join_all(std::vector<Member>& members, const std::source_location& where) {
    std::exception_ptr failure;
    Joiner<Member> joiner(members);
    for (std::size_t member = 0; member < members.size(); ++member) {
        try {
            joiner.join(member, where);
        } catch (const Stopped&) {
            throw;
        } catch (...) {
            if (!failure)
                failure = std::current_exception();
        }
    }
    if (failure)
        std::rethrow_exception(failure);
}

} // namespace

std::vector<std::string> numbered_names(std::string_view name, int count) {
    std::vector<std::string> names;
    for (int i = 1; i <= count; ++i)
        names.push_back(std::string(name) + " " + std::to_string(i));
    return names;
}

Team::Team(TeamPlan plan) : plan_(std::move(plan)) {
    if (size() < 1 || size() > most_workers)
        throw UsageError("a team has 1 to " + std::to_string(most_workers) + " workers, not " +
                         std::to_string(size()));
    if (plan_.backend != Backend::gil || plan_.gil.variant == GilVariant::free_threaded)
        return;
    if (plan_.gil.variant == GilVariant::per_interpreter) {
        for (const std::string& name : plan_.names)
            gils_.emplace_back("GIL of " + name, plan_.gil);
    } else {
        gils_.emplace_back("GIL", plan_.gil);
    }
}

Team::Round Team::median_round() const {
    if (rounds_.empty())
        return {};
    std::vector<Round> sorted = rounds_;
    std::sort(sorted.begin(), sorted.end(),
              [](const Round& a, const Round& b) { return a.wall_ms < b.wall_ms; });
    return sorted[sorted.size() / 2];
}

double Team::processor_share() const {
    const Round round = median_round();
    return round.wall_ms > 0 ? round.processor_ms / (round.wall_ms * size()) : 0;
}

void Team::run_rounds(int rounds, const Body& body, std::source_location where) {
    begins_together_ = true;
    run_with_backend(rounds, body, where);
}

void Team::run_as_started(const Body& body, std::source_location where) {
    begins_together_ = false;
    run_with_backend(1, body, where);
}

void Team::run_with_backend(int rounds, const Body& body, const std::source_location& where) {
    if (!scheduler_clock_ns()) // else nobody computes
        units_per_ms();        // measured now, before the workers compete, and inherited by children
    rounds_.clear();
    if (plan_.backend == Backend::processes)
        run_as<Process>(rounds, body, where);
    else
        run_as<Thread>(rounds, body, where);
}

template <typename Member>
void Team::run_as(int rounds, const Body& body, const std::source_location& where) {
    const SharedMemory memory(sizeof(SharedState));
    SharedState& shared = *new (memory.data()) SharedState;
    if (begins_together_)
        shared.gate.emplace();
    std::vector<Member> members;
    members.reserve(plan_.names.size());
    try {
        for (int i = 0; i < size(); ++i)
            members.emplace_back(
                plan_.names[static_cast<std::size_t>(i)],
                [this, i, rounds, &shared, &body, &where] {
                    try {
                        work(i, rounds, shared, body, where);
                    } catch (...) {
                        if (shared.gate)
                            shared.gate->leave();
                        throw;
                    }
                },
                where);
        const auto any_ended = [&] {
            return std::any_of(members.begin(), members.end(),
                               [](Member& member) { return member.has_ended(); });
        };
        for (int round = 0; shared.gate && round < rounds; ++round) {
            const auto arrivals = static_cast<std::uint32_t>((round + 1) * size());
            if (!shared.gate->wait_for(arrivals, any_ended, where)) { // one has failed: join_all() throws how
                shared.gate->give_up();
                break;
            }
            if (round > 0)
                end_round(shared);
            shared.gate->open(where);
        }
    } catch (...) {
        if (shared.gate)
            shared.gate->give_up(); // so that the waiting workers end and can be joined
        throw;
    }
    join_all(members, where);
    end_round(shared);
}

void Team::end_round(const SharedState& shared) {
    std::int64_t first_ns = std::numeric_limits<std::int64_t>::max();
    std::int64_t last_ns = 0;
    std::int64_t processor_ns = 0;
    constexpr std::int64_t least_counted_ns = 1'000'000;
    double least_share = 1;
    for (std::size_t i = 0; i < plan_.names.size(); ++i) {
        const std::int64_t began_ns = shared.began_ns[i].load(std::memory_order_relaxed);
        const std::int64_t ended_ns = shared.ended_ns[i].load(std::memory_order_relaxed);
        const std::int64_t used_ns = shared.processor_ns[i].load(std::memory_order_relaxed);
        first_ns = std::min(first_ns, began_ns);
        last_ns = std::max(last_ns, ended_ns);
        processor_ns += used_ns;
        if (ended_ns - began_ns >= least_counted_ns)
            least_share = std::min(least_share,
                                   static_cast<double>(used_ns) / static_cast<double>(ended_ns - began_ns));
    }
    rounds_.push_back({1e-6 * static_cast<double>(last_ns - first_ns),
                       1e-6 * static_cast<double>(processor_ns), least_share});
}

void Team::work(int index, int rounds, SharedState& shared, const Body& body,
                const std::source_location& where) {
    const auto number = static_cast<std::size_t>(index);
    std::seed_seq sequence{plan_.seed, static_cast<std::uint64_t>(index)};
    Gil* const gil = gils_.empty() ? nullptr : &gils_[gils_.size() == 1 ? 0 : number];
    const bool pays = plan_.backend == Backend::gil && plan_.gil.variant == GilVariant::free_threaded;
    Worker worker(index, std::mt19937_64(sequence), pays ? plan_.gil.free_threading_overhead : 1.0);
    for (int round = 0; round < rounds; ++round) {
        if (shared.gate) {
            if (!shared.gate->arrive_and_wait(static_cast<std::uint32_t>(round), where))
                return;
            shared.gate->line_up(static_cast<std::uint32_t>(round), static_cast<std::uint32_t>(size()),
                                 static_cast<std::uint32_t>(index));
        }
        shared.began_ns[number].store(static_cast<std::int64_t>(monotonic_raw_ns()),
                                      std::memory_order_relaxed);
        const std::int64_t processor_before = thread_processor_ns();
        if (gil != nullptr) {
            const GilHold hold(*gil, where);
            body(worker);
        } else {
            body(worker);
        }
        shared.processor_ns[number].store(thread_processor_ns() - processor_before,
                                          std::memory_order_relaxed);
        shared.ended_ns[number].store(static_cast<std::int64_t>(monotonic_raw_ns()),
                                      std::memory_order_relaxed);
    }
}

} // namespace interleave
