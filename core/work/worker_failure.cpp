// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/worker_failure.h"

#include "core/event/recorder.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace interleave {

void report_worker_failure(std::string_view worker, std::string_view what) noexcept {
    SessionWriter* const session = Recorder::session();
    if (session == nullptr || session->stop_requested())
        return;
    // There may be no memory left to allocate, so the text is made in place and cut where it does not fit.
    std::array<char, failure_capacity> text{};
    std::size_t length = 0;
    for (const std::string_view part : {worker, std::string_view(" "), what}) {
        const std::size_t bytes = std::min(part.size(), text.size() - length);
        std::memcpy(text.data() + length, part.data(), bytes);
        length += bytes;
    }
    session->report_failure({text.data(), length});
}

} // namespace interleave
