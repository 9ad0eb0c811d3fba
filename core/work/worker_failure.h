// SPDX-License-Identifier: GPL-3.0-or-later
// What happens to a run when one of its workers fails. Only core/work includes it.
#pragma once

#include <string_view>

namespace interleave {

/// Tells the host that a worker failed and why, so that it ends the run at once: other workers may wait for
/// what this one can no longer do. Only the first failure of a run counts. What is thrown while the run is
/// being stopped is none. Outside a session it does nothing. Any worker may call it.
void report_worker_failure(std::string_view worker, std::string_view what) noexcept;

} // namespace interleave
