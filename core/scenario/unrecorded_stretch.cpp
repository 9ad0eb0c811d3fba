// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/unrecorded_stretch.h"

#include <chrono>
#include <thread>

namespace interleave {

namespace {

constexpr auto between_looks = std::chrono::microseconds(100);

} // namespace

UnrecordedStretch::UnrecordedStretch(SessionWriter session, const Label& name,
                                     const std::source_location& where)
    : session_(session)
    , with_switch_records_(session.records_switches())
    , work_(name, where)
    , paused_(Recorder::of_this_thread().pause()) {
    session_.set_unrecorded(true);
    wait_for_switch_records(false);
}

UnrecordedStretch::~UnrecordedStretch() {
    session_.set_unrecorded(false);
    wait_for_switch_records(with_switch_records_);
    Recorder::of_this_thread().resume(paused_);
}

void UnrecordedStretch::wait_for_switch_records(bool recorded) const noexcept {
    while (session_.records_switches() != recorded && !session_.stop_requested())
        std::this_thread::sleep_for(between_looks);
}

} // namespace interleave
