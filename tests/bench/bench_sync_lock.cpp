// SPDX-License-Identifier: GPL-3.0-or-later
// The cost of a recorded lock: an uncontended lock and unlock as a ratio to the limit L (bound 2.4), with one
// thread and with two on private locks; and whether contended hand-offs are stamped in the order in which
// they happened (bound 0 wrong).
#include "core/event/clock_description.h"
#include "core/event/recorder.h"
#include "core/event/session_region.h"
#include "core/sync/mutex.h"
#include "tests/bench/paired_ratio.h"
#include "tests/bench/recording_limit.h"

#include <benchmark/benchmark.h>

#include <array>
#include <barrier>
#include <functional>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace interleave;
using namespace interleave::bench;

namespace {

constexpr double bound = 2.4;

/// A session whose rings are drained continuously.
class DrainedSession {
public:
    DrainedSession() : region_(SessionRegion::create({1U << 18U, 4096}, best_clock_source())) {
        SessionRegion::use(region_.get());
        region_->writer().touch_rings(3, region_->layout().ring_records);
    }
    ~DrainedSession() {
        stop();
        SessionRegion::use(nullptr);
    }
    DrainedSession(const DrainedSession&) = delete;
    DrainedSession& operator=(const DrainedSession&) = delete;

    void drain(std::uint32_t lanes) {
        for (std::uint32_t lane = 0; lane < lanes; ++lane)
            readers_.push_back(region_->reader().ring_reader(lane));
        reader_ = std::thread([this] {
            std::uint64_t sum = 0;
            bool last = false;
            while (!last) {
                last = done_.load(std::memory_order_acquire); // then once more, because nobody writes now
                for (RingReader& reader : readers_)
                    reader.drain(1U << 20U, [&](const Record& record) { sum += record.time; });
                passes_.fetch_add(1, std::memory_order_release);
                std::this_thread::sleep_for(std::chrono::microseconds(200));
            }
            benchmark::DoNotOptimize(sum);
        });
    }
    /// Waits until the reader has drained everything twice.
    void wait_until_drained() const {
        const std::uint64_t seen = passes_.load(std::memory_order_acquire);
        while (passes_.load(std::memory_order_acquire) < seen + 2)
            std::this_thread::sleep_for(std::chrono::microseconds(100));
    }
    void stop() {
        if (!reader_.joinable())
            return;
        done_.store(true, std::memory_order_release);
        reader_.join();
    }
    std::uint64_t dropped() const {
        std::uint64_t sum = 0;
        for (const RingReader& reader : readers_)
            sum += reader.dropped();
        return sum;
    }

private:
    std::unique_ptr<SessionRegion> region_;
    std::vector<RingReader> readers_;
    std::thread reader_;
    std::atomic<bool> done_{false};
    std::atomic<std::uint64_t> passes_{0};
};

/// Threads that do work in step, again and again, so that their start is not measured.
class WorkerThreads {
public:
    explicit WorkerThreads(int threads) : gate_(threads) {
        for (int i = 1; i < threads; ++i)
            others_.emplace_back([this, i] {
                Recorder::of_this_thread().begin_lane(LaneKind::thread, "other", no_object);
                while (true) {
                    gate_.arrive_and_wait();
                    if (!work_)
                        return;
                    work_(i);
                    gate_.arrive_and_wait();
                }
            });
    }
    ~WorkerThreads() {
        work_ = nullptr;
        gate_.arrive_and_wait();
        for (std::thread& other : others_)
            other.join();
    }
    WorkerThreads(const WorkerThreads&) = delete;
    WorkerThreads& operator=(const WorkerThreads&) = delete;

    void run(const std::function<void(int)>& work) {
        work_ = work;
        gate_.arrive_and_wait();
        work(0);
        gate_.arrive_and_wait();
    }

private:
    std::barrier<> gate_;
    std::function<void(int)> work_;
    std::vector<std::thread> others_;
};

void uncontended(benchmark::State& state) {
    const int threads = static_cast<int>(state.range(0));
    // Blocks are short, so that few are disturbed; with two threads they are long enough for their common
    // start not to matter.
    const std::uint64_t pairs = threads == 1 ? 2'000 : 10'000;
    DrainedSession session;
    Recorder::of_this_thread().begin_lane(LaneKind::thread, "main", no_object);
    session.drain(static_cast<std::uint32_t>(threads));
    std::vector<std::unique_ptr<DrainedRing>> limit_rings;
    std::vector<std::unique_ptr<Mutex>> locks;
    for (int i = 0; i < threads; ++i) {
        limit_rings.push_back(std::make_unique<DrainedRing>());
        locks.push_back(std::make_unique<Mutex>("private lock"));
    }
    {
        WorkerThreads workers(threads);
        paired_ratio(
            state, pairs, bound,
            [&] {
                workers.run([&](int i) {
                    DrainedRing& ring = *limit_rings[static_cast<std::size_t>(i)];
                    write_at_the_limit(ring.memory(), ring.capacity(), ring.control().head, pairs);
                });
            },
            [&] {
                workers.run([&](int i) {
                    Mutex& lock = *locks[static_cast<std::size_t>(i)];
                    for (std::uint64_t k = 0; k < pairs; ++k) {
                        lock.lock();
                        lock.unlock();
                    }
                });
            },
            [&] {
                session.wait_until_drained();
                for (const auto& ring : limit_rings)
                    ring->wait_until_drained();
            });
    }
    state.counters["dropped"] = static_cast<double>(session.dropped());
    Recorder::of_this_thread().end_lane();
}

/// Two threads take one lock in turns, each as soon as it sees that the other is about to release it, which
/// is the fastest possible hand-off. Turn k + 1 must not be recorded as begun before turn k is recorded as
/// ended.
void hand_off_order(benchmark::State& state) {
    constexpr std::uint64_t turns = 500'000;   // per iteration, half of them by each thread
    constexpr std::uint64_t ring = 1ULL << 21; // at most three records a turn, so no ring gets full
    std::uint64_t hand_offs = 0;
    std::uint64_t waits = 0;
    std::uint64_t wrong = 0;
    for (auto _ : state) {
        const auto region = SessionRegion::create({ring, 4096}, best_clock_source());
        SessionRegion::use(region.get());
        Mutex lock("contended lock");
        std::atomic<std::uint64_t> turn{0};
        const auto take_turns = [&](std::uint64_t mine) {
            for (std::uint64_t mine_next = mine; mine_next < turns; mine_next += 2) {
                for (int spins = 0; turn.load(std::memory_order_relaxed) != mine_next; ++spins) {
                    if (spins % 10'000 == 9'999) // the other thread has no processor
                        std::this_thread::yield();
                }
                const Guard guard(lock);
                turn.store(mine_next + 1, std::memory_order_relaxed);
            }
        };
        Recorder::of_this_thread().begin_lane(LaneKind::thread, "even", no_object);
        std::thread odd([&] {
            Recorder::of_this_thread().begin_lane(LaneKind::thread, "odd", no_object);
            take_turns(1);
        });
        take_turns(0);
        odd.join();
        SessionRegion::use(nullptr);

        std::vector<std::uint64_t> acquired(turns);
        std::vector<std::uint64_t> released(turns);
        for (std::uint32_t lane = 0; lane < 2; ++lane) {
            std::uint64_t next_acquired = lane;
            std::uint64_t next_released = lane;
            region->reader().ring_reader(lane).drain(ring, [&](const Record& record) {
                const auto kind = static_cast<EventKind>(record.kind);
                if (kind == EventKind::acquire) {
                    acquired.at(next_acquired) = record.time;
                    next_acquired += 2;
                } else if (kind == EventKind::release) {
                    released.at(next_released) = record.time;
                    next_released += 2;
                } else if (kind == EventKind::wait_begin) {
                    ++waits;
                }
            });
            if (next_acquired != turns + lane || next_released != turns + lane)
                state.SkipWithError("records are missing: the order cannot be told");
        }
        hand_offs += turns - 1;
        for (std::size_t k = 1; k < turns; ++k)
            wrong += acquired[k] <= released[k - 1] ? 1U : 0U;
    }
    state.counters["hand_offs"] = static_cast<double>(hand_offs);
    state.counters["waits"] = static_cast<double>(waits);
    state.counters["wrong"] = static_cast<double>(wrong);
    state.counters["bound"] = 0;
}

/// Measures the advantage of private futexes in a hand-off through the kernel, which is why all futexes are
/// of the form for processes.
void futex_hand_off(benchmark::State& state) {
    constexpr std::uint64_t hand_offs = 2'000;
    const auto pass = [](int flag) {
        return [flag] {
            std::atomic<std::uint32_t> word{0};
            const auto go = [&](std::uint32_t mine) {
                for (std::uint64_t i = 0; i < hand_offs; ++i) {
                    while (word.load(std::memory_order_acquire) != mine)
                        syscall(SYS_futex, &word, FUTEX_WAIT | flag, 1 - mine, nullptr, nullptr, 0);
                    word.store(1 - mine, std::memory_order_release);
                    syscall(SYS_futex, &word, FUTEX_WAKE | flag, 1, nullptr, nullptr, 0);
                }
            };
            std::thread other(go, 1);
            go(0);
            other.join();
        };
    };
    paired_ratio(state, 2 * hand_offs, 1.1, pass(FUTEX_PRIVATE_FLAG), pass(0), [] {});
}

} // namespace

BENCHMARK(uncontended)->Arg(1)->Arg(2)->ArgName("threads")->Iterations(2000)->UseManualTime();
BENCHMARK(hand_off_order)->Iterations(12)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(futex_hand_off)->Iterations(20)->UseManualTime();

BENCHMARK_MAIN();
