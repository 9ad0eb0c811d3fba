// SPDX-License-Identifier: GPL-3.0-or-later
// What forked and spawned children have in common: a life in a lane, and an end that the parent learns of.
// For core/work alone.
#pragma once

#include "core/event/recorder.h"
#include "core/sync/hand_over.h"
#include "core/sync/stopped.h"

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>
#include <sys/prctl.h>
#include <unistd.h>

namespace interleave {

/// Room for the text of what a child's body threw, zeroed before.
inline constexpr std::size_t failure_bytes = 512;
inline constexpr int code_of_failure = 1;

inline void keep_text(char* to, std::string_view text) noexcept {
    std::memcpy(to, text.data(), std::min(text.size(), failure_bytes - 1)); // zeros follow, so the text ends
}

/// Has the kernel end this process when `parent` ends; 0: made by another thread than the parent's main one.
/// The kernel ties the signal to the thread that made the child, and only the main thread lives as long as
/// its process; other threads' children rely on the process group, which is killed as a whole. Returns false
/// if the parent is gone already.
inline bool end_with_parent(pid_t parent) noexcept {
    return parent == 0 || (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent);
}

/// A child's life in a lane of its own. `body` gives the exit code, which is returned; what it throws becomes
/// text.
template <typename Body>
int run_child(StartMethod method, const std::string& name, ObjectId worker, char* failure_text,
              const Body& body) noexcept {
    lane_begins(worker, method);
    Recorder& recorder = Recorder::of_this_thread();
    int code = 0;
    try {
        recorder.begin_lane(LaneKind::process, name, worker);
        code = body();
    } catch (const Stopped&) { // NOLINT(bugprone-empty-catch): this is how a worker ends when the run does
    } catch (const std::exception& error) {
        keep_text(failure_text, error.what());
        code = code_of_failure;
    } catch (...) {
        keep_text(failure_text, "something that is no std::exception was thrown");
        code = code_of_failure;
    }
    recorder.end_lane();
    lane_ends(worker);
    return code;
}

} // namespace interleave
