// SPDX-License-Identifier: GPL-3.0-or-later
// Merges the records of all lanes and of the kernel into one sequence in order of time.
#pragma once

#include "core/event/record.h"
#include "core/event/record_input.h"
#include "core/event/record_sink.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace interleave {

/// Only the collector's thread uses it.
class RecordMerge {
public:
    RecordMerge();

    /// Passes on the records of all inputs up to `until`, and reports that this time was reached. The
    /// greatest time passes on all records. Records of the same time come in the order of their inputs.
    void pass_on(std::span<RecordInput* const> inputs, std::int64_t until, RecordSink& sink);

    /// Returns the number of records that came after their time had been passed on.
    std::uint64_t late() const noexcept { return late_; }

private:
    /// The next record of one input.
    struct Head {
        std::int64_t time;
        std::uint32_t input;
    };

    void pass_on_run(RecordInput& input, std::int64_t bound, RecordSink& sink);
    void flush(RecordSink& sink);

    std::vector<Head> heads_; ///< a heap, the earliest first
    std::vector<TimedRecord> batch_;
    std::int64_t passed_until_ = std::numeric_limits<std::int64_t>::min();
    std::uint64_t late_ = 0;
};

} // namespace interleave
