// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/duration_histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace interleave {

/// Up to twice the number of steps each ns has a slot of its own; from there each doubling has `steps`.
std::size_t DurationHistogram::slot_of(std::uint64_t ns) noexcept {
    constexpr std::uint64_t steps = std::uint64_t{1} << steps_bits;
    if (ns < 2 * steps)
        return ns;
    const auto doublings = static_cast<unsigned>(std::bit_width(ns)) - steps_bits - 1;
    return (doublings << steps_bits) + (ns >> doublings);
}

std::uint64_t DurationHistogram::begin_of(std::size_t slot) noexcept {
    constexpr std::uint64_t steps = std::uint64_t{1} << steps_bits;
    if (slot < 2 * steps)
        return slot;
    const std::uint64_t doublings = (slot >> steps_bits) - 1;
    return (slot - (doublings << steps_bits)) << doublings;
}

void DurationHistogram::add(std::int64_t ns) {
    ns = std::max<std::int64_t>(ns, 0);
    if (count_ == most_exact)
        give_up_exactness();
    if (count_ < most_exact)
        exact_.push_back(ns);
    else
        count_in_slot(slot_of(static_cast<std::uint64_t>(ns)), 1);
    note(1, ns, ns);
}

void DurationHistogram::add(const DurationHistogram& other) {
    for (const std::int64_t ns : other.exact_)
        add(ns);
    if (other.slots_.empty())
        return;
    give_up_exactness();
    for (std::size_t i = 0; i < other.slots_.size(); ++i)
        count_in_slot(other.first_slot_ + i, other.slots_[i]);
    note(other.count_, other.total_, other.worst_);
}

void DurationHistogram::note(std::uint64_t number, std::int64_t total, std::int64_t worst) noexcept {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    count_ += number;
    total_ = total_ > most - total ? most : total_ + total; // a file could say anything
    worst_ = std::max(worst_, worst);
}

void DurationHistogram::give_up_exactness() {
    for (const std::int64_t ns : std::exchange(exact_, {}))
        count_in_slot(slot_of(static_cast<std::uint64_t>(ns)), 1);
}

void DurationHistogram::count_in_slot(std::size_t slot, std::uint64_t number) {
    if (slots_.empty())
        first_slot_ = slot;
    if (slot < first_slot_) {
        slots_.insert(slots_.begin(), first_slot_ - slot, 0);
        first_slot_ = slot;
    }
    if (slot - first_slot_ >= slots_.size())
        slots_.resize(slot - first_slot_ + 1);
    slots_[slot - first_slot_] += number;
}

double DurationHistogram::mean() const noexcept {
    return count_ == 0 ? 0 : static_cast<double>(total_) / static_cast<double>(count_);
}

std::int64_t DurationHistogram::percentile(double share) const {
    const auto rank = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
    if (rank >= count_)
        return worst_;
    if (!exact_.empty()) {
        std::vector<std::int64_t> durations = exact_;
        const auto ranked =
            durations.begin() + static_cast<std::ptrdiff_t>(std::max<std::uint64_t>(rank, 1) - 1);
        std::ranges::nth_element(durations, ranked);
        return *ranked;
    }
    std::uint64_t counted = 0;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        counted += slots_[i];
        if (counted < std::max<std::uint64_t>(rank, 1))
            continue;
        const std::uint64_t begin = begin_of(first_slot_ + i);
        const std::uint64_t last = begin_of(first_slot_ + i + 1) - 1;
        return std::min(static_cast<std::int64_t>(begin + (last - begin) / 2), worst_);
    }
    return worst_;
}

std::vector<DurationHistogram::Bin> DurationHistogram::bins() const {
    if (!exact_.empty()) {
        DurationHistogram in_slots = *this;
        in_slots.give_up_exactness();
        return in_slots.bins();
    }
    std::vector<Bin> bins;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        const std::uint64_t begin = begin_of(first_slot_ + i);
        const std::uint64_t from = std::bit_floor(begin);
        if (bins.empty() || static_cast<std::int64_t>(from) >= bins.back().until)
            bins.push_back(
                {static_cast<std::int64_t>(from), static_cast<std::int64_t>(from == 0 ? 1 : 2 * from), 0});
        bins.back().count += slots_[i];
    }
    return bins;
}

} // namespace interleave
