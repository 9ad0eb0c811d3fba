// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/result_spread.h"

#include "core/analysis/missing_records.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace interleave {

namespace {

constexpr std::size_t most_bins = 10;

/// Returns the least of 1, 2, 5, 10, 20 … times a power of ten with which so many bins reach so far.
double bin_width(double reach) {
    const double least = reach / static_cast<double>(most_bins);
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= least)
            return factor * power;
    return 10 * power;
}

/// Returns a bin for each different number, one more than the most at most.
std::vector<HistogramBin> bins_of_each(const std::vector<double>& sorted) {
    std::vector<HistogramBin> bins;
    for (const double number : sorted) {
        if (bins.empty() || bins.back().from != number)
            bins.push_back({number, number, 0});
        ++bins.back().count;
        if (bins.size() > most_bins)
            break;
    }
    return bins;
}

/// Adds one more of the things that a run tells under a name; their order counts.
void add_told(std::size_t& told, std::size_t hash) noexcept {
    constexpr std::size_t prime = 1'099'511'628'211; // of the hash FNV-1a
    told = (told ^ hash) * prime + 1;
}

} // namespace

bool is_whole_number(double number) noexcept {
    return number == std::floor(number);
}

std::vector<HistogramBin> histogram(std::vector<double> numbers) {
    std::erase_if(numbers, [](double number) { return !std::isfinite(number); });
    std::ranges::sort(numbers);
    std::vector<HistogramBin> bins = bins_of_each(numbers);
    const bool is_whole =
        std::ranges::all_of(bins, [](const HistogramBin& bin) { return is_whole_number(bin.from); });
    if (bins.size() <= 1 || (is_whole && bins.size() <= most_bins))
        return bins;

    double width = bin_width(numbers.back() - numbers.front());
    if (std::ranges::all_of(numbers, is_whole_number))
        width = std::max(1.0, width);
    bins.clear();
    const double first = std::floor(numbers.front() / width);
    for (const double number : numbers) {
        const auto index = static_cast<std::size_t>(std::floor(number / width) - first);
        while (bins.size() <= index) {
            const double from = first + static_cast<double>(bins.size());
            bins.push_back({from * width, (from + 1) * width, 0});
        }
        ++bins[index].count;
    }
    return bins;
}

std::size_t count_of(const ValueSpread& value) noexcept {
    std::size_t count = value.numbers.size();
    for (const auto& [word, times] : value.words)
        count += times;
    return count;
}

void ResultSpread::add(const RunInfo& info) {
    ++runs_;
    if (info.ended)
        ++endings_[*info.ended];
    if (!info.error.empty() && ++failed_ == 1)
        first_error_ = info.error;
    runs_with_losses_ += misses_events(info.counts) ? 1 : 0;
    for (const auto& [name, value] : info.outcome)
        if (name != deadlock_key) // how a run ended is counted
            add_value(name, value);
    compare_with_first();
    for (const Check& check : info.checks) {
        const auto found = std::ranges::find_if(checks_, [&](const CheckSpread& spread) {
            return spread.name == check.name && spread.claim == check.claim;
        });
        CheckSpread& spread =
            found != checks_.end() ? *found : checks_.emplace_back(CheckSpread{check.name, check.claim});
        ++(!check.holds ? spread.undecided : *check.holds ? spread.held : spread.missed);
        if (!check.holds && spread.why.empty())
            spread.why = check.why;
    }
}

void ResultSpread::add_value(const std::string& name, const Value& value) {
    if (const NamedValues* const members = value.members()) {
        for (const auto& [member, inner] : *members)
            add_value(name + ": " + member, inner);
    } else if (const Value::List* const list = value.list()) {
        for (const Value& element : *list)
            add_value(name, element);
    } else if (const auto number = value.number()) {
        ValueSpread& spread = spread_of(name);
        spread.numbers.push_back(*number);
        add_told(spread.told_now, std::hash<double>()(*number));
    } else if (value.text() != nullptr || value.flag()) {
        const std::string word = value.text() != nullptr ? *value.text() : *value.flag() ? "true" : "false";
        ValueSpread& spread = spread_of(name);
        ++spread.words[word];
        add_told(spread.told_now, std::hash<std::string>()(word));
    }
}

/// Compares what the latest run told under each name with what the first one told, once all of it is there.
void ResultSpread::compare_with_first() {
    for (ValueSpread& spread : values_) {
        if (spread.last_run != runs_)
            continue;
        if (spread.runs == 1)
            spread.told_first = spread.told_now;
        spread.runs_differ |= spread.told_now != spread.told_first;
        spread.told_now = 0;
    }
}

ValueSpread& ResultSpread::spread_of(const std::string& name) {
    const auto found = std::ranges::find(values_, name, &ValueSpread::name);
    ValueSpread& spread = found != values_.end() ? *found : values_.emplace_back(ValueSpread{name, {}, {}});
    spread.runs += spread.last_run != runs_ ? 1 : 0;
    spread.last_run = runs_;
    return spread;
}

} // namespace interleave
