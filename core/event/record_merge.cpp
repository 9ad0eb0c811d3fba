// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/record_merge.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr std::size_t batch_size = 4096;
/// So many consecutive records of one lane are passed on in place, without a copy.
constexpr std::size_t long_run = 64;

constexpr auto later_head = [](const auto& a, const auto& b) {
    return a.time > b.time || (a.time == b.time && a.input > b.input);
};

} // namespace

RecordMerge::RecordMerge() {
    batch_.reserve(batch_size + long_run);
}

void RecordMerge::pass_on(std::span<RecordInput* const> inputs, std::int64_t until, RecordSink& sink) {
    const auto head_of = [&](std::uint32_t number) {
        return Head{inputs[number]->pending().front().time, number};
    };
    heads_.clear();
    for (std::uint32_t i = 0; i < inputs.size(); ++i) {
        if (inputs[i]->is_due(until))
            heads_.push_back(head_of(i));
    }
    std::make_heap(heads_.begin(), heads_.end(), later_head);
    while (!heads_.empty()) {
        std::pop_heap(heads_.begin(), heads_.end(), later_head);
        const std::uint32_t number = heads_.back().input;
        heads_.pop_back();
        // As long as this input is ahead of all others, no heap is needed.
        pass_on_run(*inputs[number], heads_.empty() ? until : std::min(until, heads_.front().time), sink);
        if (inputs[number]->is_due(until)) {
            heads_.push_back(head_of(number));
            std::push_heap(heads_.begin(), heads_.end(), later_head);
        }
    }
    flush(sink);
    if (until > passed_until_ && until != std::numeric_limits<std::int64_t>::max()) {
        passed_until_ = until;
        sink.time_reached(until);
    }
}

void RecordMerge::pass_on_run(RecordInput& input, std::int64_t bound, RecordSink& sink) {
    const auto pending = input.pending();
    std::size_t length = 0;
    while (length < pending.size() && pending[length].time <= bound)
        ++length;
    const auto run = pending.first(length);
    // Times never decrease within an input, so the late records come first. That switch records were lost is
    // never known before those that came after them.
    for (auto record = run.begin(); record != run.end() && record->time < passed_until_; ++record)
        late_ += record->kind != EventKind::switches_lost ? 1 : 0;
    input.passed_on(length);
    if (length >= long_run) {
        flush(sink);
        sink.records(run);
        return;
    }
    batch_.insert(batch_.end(), run.begin(), run.end());
    if (batch_.size() >= batch_size)
        flush(sink);
}

void RecordMerge::flush(RecordSink& sink) {
    if (!batch_.empty())
        sink.records(batch_);
    batch_.clear();
}

} // namespace interleave
