// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds of workers of a run.
#pragma once

namespace interleave {

/// Native threads, native threads that must hold the GIL-like lock to compute, or processes.
enum class Backend { threads, gil, processes };

} // namespace interleave
