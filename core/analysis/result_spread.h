// SPDX-License-Identifier: GPL-3.0-or-later
// What came out of many runs of one scenario: how often each ended in which way, how often each claim held,
// and how the results spread. One good run convinces wrongly.
#pragma once

#include "core/trace/run_info.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace interleave {

/// How many numbers lie from `from` to before `until`. Where both are the same, so many are that number.
struct HistogramBin {
    double from;
    double until;
    std::size_t count;
};

/// Returns whether the number has no fraction.
bool is_whole_number(double number) noexcept;

/// Returns the numbers sorted into bins: one for each number if they are whole and few different ones, else
/// bins of one width, which is 1, 2 or 5 times a power of ten. Empty bins between others are there. Numbers
/// that are not finite are left out.
std::vector<HistogramBin> histogram(std::vector<double> numbers);

/// All that was told under one name.
struct ValueSpread {
    std::string name;                         ///< as the scenario names it; of members "unlocked: lost"
    std::vector<double> numbers;              ///< in the order of the runs; a list gives all of its numbers
    std::map<std::string, std::size_t> words; ///< how often each text or truth value came
    std::size_t runs = 0;                     ///< how many runs told it
    std::size_t last_run = 0;                 ///< the last one of them, counted from 1
    /// Some run told something else than the first one; of a list also the same in another order.
    bool runs_differ = false;
    /// What the first and the latest run told, as one number: a list may be long.
    std::size_t told_first = 0, told_now = 0;
};

/// How many values were told under the name: more than there are runs if a run told a list.
std::size_t count_of(const ValueSpread& value) noexcept;

/// What came of one claim. Several claims may have the same name.
struct CheckSpread {
    std::string name;
    std::string claim;
    std::size_t held = 0;
    std::size_t missed = 0;
    std::size_t undecided = 0;
    std::string why{}; ///< the first reason why it could not be told
};

/// It is plain data that grows by each run.
class ResultSpread {
public:
    /// Takes the results of a run that has ended.
    void add(const RunInfo& info);

    std::size_t runs() const noexcept { return runs_; }
    /// How many runs ended in which way.
    const std::map<Ended, std::size_t>& endings() const noexcept { return endings_; }
    const std::vector<ValueSpread>& values() const noexcept { return values_; }
    const std::vector<CheckSpread>& checks() const noexcept { return checks_; }
    /// The error of the first run that had one, empty if none had, and how many runs had one.
    const std::string& first_error() const noexcept { return first_error_; }
    std::size_t failed() const noexcept { return failed_; }
    /// How many runs lost records, so that what was counted from them is from a part.
    std::size_t runs_with_losses() const noexcept { return runs_with_losses_; }

private:
    void add_value(const std::string& name, const Value& value);
    void compare_with_first();
    ValueSpread& spread_of(const std::string& name);

    std::size_t runs_ = 0;
    std::size_t failed_ = 0;
    std::size_t runs_with_losses_ = 0;
    std::map<Ended, std::size_t> endings_;
    std::vector<ValueSpread> values_;
    std::vector<CheckSpread> checks_;
    std::string first_error_;
};

} // namespace interleave
