// SPDX-License-Identifier: GPL-3.0-or-later
// One event of a Chrome trace, as its text says it.
#pragma once

#include "core/file/decimal_number.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// The number or the text by which a process, a thread or an operation is known.
struct ChromeKey {
    enum class Kind : std::uint8_t { none, number, text };

    Kind kind = Kind::none;
    std::uint64_t number = 0; ///< of a negative one its two's complement
    std::string text{};       ///< printable; empty for a number

    /// A text that is a whole number, decimal or behind "0x", counts as that number.
    void set(std::string_view words);
    void clear() noexcept {
        kind = Kind::none;
        number = 0;
        text.clear();
    }
    bool operator==(const ChromeKey&) const = default;
};

/// One series of a counter.
struct ChromeValue {
    std::string series; ///< printable
    double value;
    int fraction_digits; ///< behind the decimal point
};

/// All texts are printable and bounded.
struct ChromeEvent {
    /// Longer names are cut.
    static constexpr std::size_t most_name_bytes = 200;
    static constexpr std::size_t most_values = 64;

    char phase = '\0'; ///< 0: none is given, 1: a word of several letters
    std::string name{};
    std::string category{};
    ChromeKey pid{};
    ChromeKey tid{};
    ChromeKey id{};
    bool id_is_local = false; ///< other processes may use the same id for something else
    std::optional<FineTime> time{};
    std::optional<FineTime> duration{};
    bool has_time = false;     ///< perhaps one that is no number
    bool has_duration = false; ///< as above
    bool has_thread_times = false;
    bool is_cut = false; ///< a text of it is longer than is kept
    bool flows_in = false;
    bool flows_out = false;
    ChromeKey bind_id{}; ///< of the flow that comes in or goes out
    char scope = '\0';   ///< of an instant: 'g', 'p', 't' or nothing

    // Of its arguments:
    bool has_arguments = false;
    std::string argument_name{};              ///< "name", "labels" or "step"
    std::optional<std::int64_t> sort_index{}; ///< "sort_index"
    std::vector<ChromeValue> values{};        ///< numbers, of a counter
    bool has_more_values = false;             ///< than are kept
    bool has_other_values = false;            ///< of a counter: such that are no finite number

    void clear();
};

} // namespace interleave
