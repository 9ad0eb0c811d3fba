// SPDX-License-Identifier: GPL-3.0-or-later
// Context-switch records from the kernel for one process, its threads and its children.
#pragma once

#include "core/event/kernel_records.h"

#include <cstdint>
#include <memory>
#include <string>

namespace interleave {

/// Whether the kernel allows switch records, with a text that names the setting.
struct SwitchRecordSupport {
    bool allowed;
    std::string text;   ///< "on", or "off, kernel.perf_event_paranoid is 3"
    std::string remedy; ///< what would allow them, a command where one does it; empty if allowed
};
SwitchRecordSupport switch_record_support();

/// Whether the names of threads are wanted, too, for lanes of threads of which nothing else is known.
enum class NamesOfTasks { unwanted, wanted };

/// Opens one event per CPU. All later threads and children of `pid` inherit it, so `pid` must not have
/// started any yet. Sets `text` to "on" or the reason for a refusal, and returns nullptr if refused.
std::unique_ptr<KernelRecordSource> open_switch_records(std::int32_t pid, std::string& text,
                                                        NamesOfTasks names = NamesOfTasks::unwanted);

} // namespace interleave
