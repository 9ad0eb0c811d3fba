// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/plain_thread.h"

#include "core/sync/futex.h"
#include "core/sync/hand_over.h"

#include <utility>

namespace interleave {

namespace {

void run(ObjectId worker, const std::function<void()>& body, std::atomic<std::uint32_t>& ended) {
    lane_begins(worker, StartMethod::thread);
    body();
    ended.store(1, std::memory_order_release);
    futex_wake(ended, all_sleepers);
    lane_ends(worker);
}

} // namespace

PlainThread::PlainThread(ObjectId worker, std::function<void()> body)
    : ended_(std::make_shared<std::atomic<std::uint32_t>>(0))
    , thread_([worker, body = std::move(body), ended = ended_] { run(worker, body, *ended); }) {
    lane_started(worker, StartMethod::thread);
}

void PlainThread::join() {
    while (!has_ended())
        futex_wait(*ended_, 0);
    thread_.join(); // returns at once: only the thread's last instructions are left
}

} // namespace interleave
