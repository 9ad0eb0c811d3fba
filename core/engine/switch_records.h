// SPDX-License-Identifier: GPL-3.0-or-later
// Context-switch records from the kernel for one process, its threads and its children.
#pragma once

#include "core/event/kernel_records.h"

#include <cstdint>
#include <memory>
#include <string>

namespace interleave {

/// What the kernel allows, in words that name the setting.
struct SwitchRecordSupport {
    bool allowed;
    std::string text;   ///< "on", or "off, kernel.perf_event_paranoid is 3"
    std::string remedy; ///< the one command that would allow more; empty if allowed or if none would
};
SwitchRecordSupport switch_record_support();

/// Opens one event per CPU, inherited by all later threads and children of `pid`, which must not have started
/// any. nullptr if refused, with the reason in `text`.
std::unique_ptr<KernelRecordSource> open_switch_records(std::int32_t pid, std::string& text);

} // namespace interleave
