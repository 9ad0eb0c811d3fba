#include "core/work/team.h"

#include "core/event/clock.h"
#include "core/event/error.h"
#include "core/work/compute.h"
#include "core/work/process.h"
#include "core/work/shared_memory.h"
#include "core/work/start_gate.h"
#include "core/work/thread.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <new>

namespace interleave {

/// What all members see, be they threads or processes.
struct Team::Board {
    StartGate gate;
    std::array<std::atomic<std::int64_t>, most_workers> ended_ns{}; ///< of CLOCK_MONOTONIC_RAW
};

namespace {

/// How often the opener looks whether a worker died before it reached the gate.
constexpr auto look_after_workers = std::chrono::milliseconds(50);

void join_well(Thread& member, const std::source_location& where) {
    member.join(where);
}

void join_well(Process& member, const std::source_location& where) {
    const ProcessEnd& end = member.join(where);
    if (!end.well())
        throw RunError(member.name() + " " + to_text(end));
}

} // namespace

Team::Team(TeamPlan plan) : plan_(std::move(plan)) {
    if (plan_.workers < 1 || plan_.workers > most_workers)
        throw UsageError("a team has 1 to " + std::to_string(most_workers) + " workers, not " +
                         std::to_string(plan_.workers));
    if (plan_.backend != Backend::gil || plan_.gil.variant == GilVariant::free_threaded)
        return;
    if (plan_.gil.variant == GilVariant::per_interpreter) {
        for (int i = 0; i < plan_.workers; ++i)
            gils_.emplace_back("GIL of " + name_of_member(i), plan_.gil);
    } else {
        gils_.emplace_back("GIL", plan_.gil);
    }
}

std::string Team::name_of_member(int index) const {
    return plan_.name + " " + std::to_string(index + 1);
}

void Team::run(const Body& body, std::source_location where) {
    units_per_ms(); // measured now, while nobody competes, and inherited by children
    if (plan_.backend == Backend::processes)
        run_as<Process>(body, where);
    else
        run_as<Thread>(body, where);
}

template <typename Member>
void Team::run_as(const Body& body, const std::source_location& where) {
    const SharedMemory memory(sizeof(Board));
    Board& board = *new (memory.data()) Board;
    std::vector<Member> members;
    members.reserve(static_cast<std::size_t>(plan_.workers));
    std::exception_ptr failure;
    std::int64_t opened_ns = 0;
    try {
        for (int i = 0; i < plan_.workers; ++i)
            members.emplace_back(
                name_of_member(i), [&, i] { work(i, board, body, where); }, where);
        const auto any_ended = [&] {
            return std::any_of(members.begin(), members.end(),
                               [](Member& member) { return member.has_ended(); });
        };
        while (!board.gate.wait_for(static_cast<std::uint32_t>(plan_.workers),
                                    Deadline::in(look_after_workers), where) &&
               !any_ended()) {
        }
        opened_ns = board.gate.open(where);
    } catch (...) {
        board.gate.give_up(); // so that those who stand there end, and can be waited for
        throw;
    }
    for (Member& member : members) {
        try {
            join_well(member, where);
        } catch (const Stopped&) {
            throw;
        } catch (...) {
            if (!failure)
                failure = std::current_exception();
        }
    }
    if (failure)
        std::rethrow_exception(failure);
    std::int64_t last_ns = opened_ns;
    for (int i = 0; i < plan_.workers; ++i)
        last_ns =
            std::max(last_ns, board.ended_ns[static_cast<std::size_t>(i)].load(std::memory_order_relaxed));
    wall_ms_ = 1e-6 * static_cast<double>(last_ns - opened_ns);
}

void Team::work(int index, Board& board, const Body& body, const std::source_location& where) {
    std::seed_seq sequence{plan_.seed, static_cast<std::uint64_t>(index)};
    Gil* const gil =
        gils_.empty() ? nullptr : &gils_[gils_.size() == 1 ? 0 : static_cast<std::size_t>(index)];
    const bool pays = plan_.backend == Backend::gil && plan_.gil.variant == GilVariant::free_threaded;
    Worker worker(index, std::mt19937_64(sequence), gil, pays ? plan_.gil.free_threading_overhead : 1.0);
    if (!board.gate.arrive_and_wait(where))
        return;
    if (gil != nullptr) {
        const GilHold hold(*gil, where);
        body(worker);
    } else {
        body(worker);
    }
    board.ended_ns[static_cast<std::size_t>(index)].store(static_cast<std::int64_t>(monotonic_raw_ns()),
                                                          std::memory_order_relaxed);
}

} // namespace interleave
