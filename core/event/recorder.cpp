// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/recorder.h"

namespace interleave {

thread_local constinit Recorder Recorder::of_this_thread_;

void Recorder::set_session(SessionWriter* session) noexcept {
    session_ = session;
    if (session != nullptr)
        Clock::use(session->clock_source());
}

void Recorder::begin_lane(LaneKind kind, std::string_view name, ObjectId worker) noexcept {
    stop_recording();
    if (session_ == nullptr)
        return;
    lane_ = session_->claim_lane(kind, name, worker);
    if (lane_ == no_lane)
        return; // refused and counted; this thread continues unrecorded
    ring_ = session_->ring_writer(lane_);
    event(EventKind::lane_begin, worker, 0, 0);
}

void Recorder::go_on(LaneId lane) noexcept {
    stop_recording();
    if (session_ == nullptr || !session_->is_lane_of_this_thread(lane))
        return;
    lane_ = lane;
    ring_ = session_->ring_writer(lane);
}

void Recorder::end_lane(LaneEndReason reason, ObjectId what) noexcept {
    event(EventKind::lane_end, what, 0, 0, to_detail(reason));
    if (attached())
        session_->end_lane(lane_);
    stop_recording();
}

void Recorder::end_lane_by_exception(std::string_view what) noexcept {
    end_lane(LaneEndReason::exception, attached() ? register_object(ObjectKind::label, what) : no_object);
}

void Recorder::note_fatal_signal(int signal) const noexcept {
    if (session_ != nullptr && lane_ != no_lane)
        session_->note_fatal_signal(lane_, static_cast<std::uint32_t>(signal));
}

/// The order of this thread's events outlives its lane: another one may begin, or others follow its end.
void Recorder::stop_recording() noexcept {
    const std::uint64_t last = last_;
    *this = Recorder();
    last_ = last;
}

void Recorder::look_up_file(const char* path) noexcept {
    last_file_ = path;
    last_file_number_ = session_ != nullptr ? session_->file_number(path) : 0;
}

ObjectId register_object(ObjectKind kind, std::string_view name) noexcept {
    SessionWriter* const session = Recorder::session();
    return session != nullptr ? session->claim_object(kind, name) : no_object;
}

} // namespace interleave
