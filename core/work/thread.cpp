// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/thread.h"

#include "core/event/recorder.h"
#include "core/event/refused_call.h"
#include "core/event/release_stamp.h"
#include "core/sync/hand_over.h"
#include "core/sync/waiting.h"
#include "core/work/worker_failure.h"

#include <exception>
#include <pthread.h>
#include <system_error>

namespace interleave {

/// The state that the thread and its owner share.
struct Thread::State {
    ObjectId object;
    std::function<void()> body;
    Uncaught uncaught;
    ReleaseStamp started{};
    ReleaseStamp ended{};
    std::exception_ptr failure{}; ///< published by the end of the thread
};

Thread::Thread(const std::string& name, std::function<void()> body, Uncaught uncaught,
               std::source_location where)
    : state_(std::make_shared<State>(register_object(ObjectKind::worker, name), std::move(body), uncaught)) {
    hand_over(Operation::start, state_->object, where);
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::start, state_->object, 0, recorder.site(where));
    recorder.publish(state_->started);
    try {
        thread_ = PlainThread(state_->object, [state = state_, name] { run(*state, name); });
    } catch (const std::system_error& error) {
        throw_refused_start("start thread '" + name + "'", error.code().value());
    }
}

void Thread::run(State& state, const std::string& name) noexcept {
    pthread_setname_np(pthread_self(), name.substr(0, 15).c_str()); // the kernel keeps 15 characters
    Recorder& recorder = Recorder::of_this_thread();
    recorder.follow(state.started);
    recorder.begin_lane(LaneKind::thread, name, state.object);
    const auto fail = [&](const char* what) {
        if (stop_requested()) // as report_worker_failure() says, it is no failure then
            recorder.end_lane();
        else
            recorder.end_lane_by_exception(what);
        if (state.uncaught == Uncaught::ends_thread)
            return;
        state.failure = std::current_exception();
        report_worker_failure(name, std::string("failed: ") + what);
    };
    try {
        state.body();
        recorder.end_lane();
    } catch (const Stopped&) { // a worker ends so when the run is stopped
        recorder.end_lane();
    } catch (const std::exception& error) {
        fail(error.what());
    } catch (...) {
        fail("something that is no std::exception was thrown");
    }
    recorder.publish(state.ended);
}

Thread::Thread(Thread&&) noexcept = default;

Thread::~Thread() {
    if (!thread_.joinable())
        return;
    const std::source_location where = std::source_location::current();
    hand_over_quietly(Operation::join, state_->object, where,
                      Readiness::of<&PlainThread::has_ended>(thread_));
    const WithoutGil without(where); // it may need the GIL to end
    thread_.join();
}

void Thread::join(std::source_location where) {
    State& state = *state_;
    hand_over(Operation::join, state.object, where, Readiness::of<&PlainThread::has_ended>(thread_));
    const auto record_join = [&](Recorder& recorder, SiteId site) {
        recorder.follow(state.ended);
        recorder.event(EventKind::joined, state.object, 0, site);
    };
    if (has_ended()) {
        Recorder& recorder = Recorder::of_this_thread();
        record_join(recorder, recorder.site(where));
    } else {
        wait_until(
            {state.object, where}, thread_.ended(),
            [&](std::uint32_t& seen) {
                seen = 0;
                return has_ended();
            },
            record_join);
    }
    thread_.join();
    if (state.failure)
        std::rethrow_exception(state.failure);
    throw_if_stopped(); // the worker ended, but perhaps before its work was done
}

void Thread::detach() {
    thread_.detach();
}

bool Thread::has_ended() const noexcept {
    return thread_.has_ended();
}

ObjectId Thread::object() const noexcept {
    return state_->object;
}

} // namespace interleave
