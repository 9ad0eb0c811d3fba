// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of an event of a Chrome trace until the whole file is read: its events come in any order.
#pragma once

#include <cstdint>

namespace interleave {

/// The number of a name in ChromeNames.
using ChromeName = std::uint16_t;

struct ChromeEntry {
    enum class Kind : std::uint8_t {
        none,            ///< nothing any longer: what it said is in another entry
        slice,           ///< a complete one
        begin,           ///< of a slice of a thread
        end,             ///< of the innermost slice, or of the innermost one of its name
        mark,            ///< a moment of a thread
        operation_begin, ///< of an asynchronous operation, or of a part of it
        operation_end,
        operation_mark,
        flow_out, ///< a moment of a thread from which an arrow leads
        flow_in,  ///< the moment that it leads to
        value,    ///< of a counter
    };

    /// Is set in `track` of what is of an operation.
    static constexpr std::uint32_t operation_flag = 0x8000'0000;
    bool is_of_operation() const noexcept { return (track & operation_flag) != 0; }
    std::uint32_t operation() const noexcept { return track & ~operation_flag; }

    std::int64_t time;    ///< ns, as the file counts
    std::int64_t detail;  ///< of a slice its end, of an operation and a flow its id and of the latter at last
                          ///< the number of its arrow, of a counter the bits of its value
    std::uint32_t track;  ///< a thread, the scope of an operation's id or later the operation, or a counter;
                          ///< at last a lane
    std::uint32_t number; ///< its place among the entries of the file
    ChromeName name;
    std::uint16_t process;
    std::uint16_t row; ///< of a slice, among those of its track
    Kind kind;
};
static_assert(sizeof(ChromeEntry) == 32);

} // namespace interleave
