// SPDX-License-Identifier: GPL-3.0-or-later
// What forked and spawned children have in common: they run in a lane, and the parent learns how they end.
// Only core/work includes it.
#pragma once

#include "core/event/recorder.h"
#include "core/event/release_stamp.h"
#include "core/sync/hand_over.h"
#include "core/sync/stopped.h"
#include "core/work/worker_failure.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <unistd.h>

namespace interleave {

/// What a child and its parent tell each other, in memory that both see.
struct ProcessNotes {
    ReleaseStamp started;            ///< by the parent, before it starts the child
    ReleaseStamp ended;              ///< by the child; a child that was killed leaves none
    std::array<char, 512> failure{}; ///< what the child's body threw, as text

    void keep_failure(std::string_view text) noexcept {
        std::memcpy(failure.data(), text.data(), std::min(text.size(), failure.size() - 1)); // zeros end it
    }
};
inline constexpr int code_of_failure = 1;

/// Makes the kernel kill this process when `parent` ends. `parent` is 0 if another thread than the parent's
/// main thread created the child. The kernel binds the signal to the thread that created the child, and only
/// the main thread lasts as long as its process. Children of other threads rely on the process group, which
/// is killed as a whole. Returns false if the parent has already ended.
inline bool end_with_parent(pid_t parent) noexcept {
    return parent == 0 || (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent);
}

/// Runs a child's body in a lane of its own and returns the exit code that `body` returns. What the body
/// throws is stored as text, and ends the run.
template <typename Body>
int run_child(StartMethod method, const std::string& name, ObjectId worker, ProcessNotes& notes,
              const Body& body) noexcept {
    lane_begins(worker, method);
    Recorder& recorder = Recorder::of_this_thread();
    recorder.follow(notes.started);
    int code = 0;
    const auto fail = [&](std::string_view what) {
        notes.keep_failure(what);
        if (stop_requested()) // as report_worker_failure() says, it is no failure then
            recorder.end_lane();
        else
            recorder.end_lane_by_exception(what);
        report_worker_failure(name, "failed: " + std::string(what));
        code = code_of_failure;
    };
    try {
        recorder.begin_lane(LaneKind::process, name, worker);
        code = body();
        recorder.end_lane();
    } catch (const Stopped&) { // a worker ends so when the run is stopped
        recorder.end_lane();
    } catch (const std::exception& error) {
        fail(error.what());
    } catch (...) {
        fail("something that is no std::exception was thrown");
    }
    recorder.publish(notes.ended);
    lane_ends(worker);
    return code;
}

} // namespace interleave
