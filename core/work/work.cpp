// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/work.h"

#include "core/event/recorder.h"

namespace interleave {

Label::Label(std::string_view name) : object_(register_object(ObjectKind::label, name)) {}

Work::Work(const Label& label, std::source_location where) noexcept
    : object_(label.object())
    , site_(Recorder::of_this_thread().site(where)) {
    Recorder::of_this_thread().event(EventKind::work_begin, object_, 0, site_);
}

Work::~Work() {
    Recorder::of_this_thread().event(EventKind::work_end, object_, 0, site_);
}

void mark(const Label& label, std::uint64_t value, std::source_location where) noexcept {
    Recorder& recorder = Recorder::of_this_thread();
    recorder.event(EventKind::mark, label.object(), value, recorder.site(where));
}

} // namespace interleave
