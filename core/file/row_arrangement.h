// SPDX-License-Identifier: GPL-3.0-or-later
// How a user has arranged the rows of a run: which are hidden, in which order they stand, which stay at the
// top, and which are shown at all. It is saved with the notes.
#pragma once

#include "core/trace/json_forward.h"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace interleave {

/// Names a row of a run, however the rows are arranged.
struct RowKey {
    enum class Kind : std::uint8_t { lane, object, processor, process };
    Kind kind = Kind::lane;
    std::uint32_t number = 0; ///< of a lane or a processor from 0, of an object from 1, of a process its pid

    auto operator<=>(const RowKey&) const = default;
};

/// Which rows are shown. All conditions must be met.
struct RowFilter {
    bool waiting = false;     ///< only lanes that waited for others
    std::uint32_t object = 0; ///< only lanes that used this object; 0 for all
    std::string text{};       ///< only rows whose name has this text, in upper or lower case

    bool empty() const noexcept { return !waiting && object == 0 && text.empty(); }
    bool operator==(const RowFilter&) const = default;
};

struct RowArrangement {
    /// The rows in the user's order. Others stand behind the row that they would follow without it.
    std::vector<RowKey> order{};
    std::set<RowKey> hidden{};
    std::set<RowKey> pinned{};           ///< stay at the top while the others scroll
    std::set<std::uint32_t> collapsed{}; ///< pids of the processes whose lanes share a row
    RowFilter filter{};

    bool empty() const noexcept {
        return order.empty() && hidden.empty() && pinned.empty() && collapsed.empty() && filter.empty();
    }
    bool operator==(const RowArrangement&) const = default;
};

/// So many rows a file may name in each list, and so long the filter's text may be.
inline constexpr std::size_t most_arranged_rows = 20'000;
inline constexpr std::size_t longest_row_filter = 200; ///< bytes

/// Takes away what no file may have: what is too long or too much. The text is made printable.
void tidy(RowArrangement& rows);

/// The JSON object of a file, and back. What it names and this program does not know is left out. `json` is
/// untrusted; rows_from_json() throws RunError, whose message follows "the block", for what is none.
Json rows_to_json(const RowArrangement& rows);
RowArrangement rows_from_json(const Json& json);

} // namespace interleave
