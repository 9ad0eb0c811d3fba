// SPDX-License-Identifier: GPL-3.0-or-later
// Who waited for whom for one object, and at which lines: the sums of many waits.
#pragma once

#include "core/event/record.h"

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace interleave {

/// What a wait is put down to.
enum class BlameKind : std::uint8_t {
    lane,        ///< one lane: it held the lock, or what it did ended the wait
    several,     ///< more lanes held it at once than are told apart
    handed_over, ///< nobody held it: let go, and not yet obtained
    not_ended,   ///< nothing ended it: it goes on, its time ran out, or it was given up
    unknown,     ///< the records do not tell
};
/// Returns a stable lower-case name, as in exported data: "handed over".
const char* name_of(BlameKind kind) noexcept;

/// The waits of a lane at one place of the source, as far as they are put down to one other place. Times are
/// ns, moments ns since the session's origin.
struct Blame {
    ObjectId object;
    LaneId waiter;
    SiteId waiter_site;
    BlameKind kind;
    LaneId blamed;      ///< no_lane unless the kind is lane
    SiteId blamed_site; ///< where it acquired the lock, or did what ended the wait; 0: not known
    std::int64_t waited;
    std::uint64_t waits;        ///< that this is a part of
    std::int64_t longest;       ///< the longest part of one wait
    std::int64_t longest_begin; ///< of the whole wait with the longest part
    std::int64_t longest_end;

    bool operator==(const Blame&) const = default;
};

/// The sums of one object. One thread uses it.
class BlameTable {
public:
    /// A lane at a line, or what else a wait can be put down to.
    using Place = std::uint32_t;
    static constexpr Place handed_over = 0;
    static constexpr Place several = 1;
    static constexpr Place not_ended = 2;
    static constexpr Place unknown = 3;

    struct WholeWait {
        std::int64_t begin;
        std::int64_t end;
    };

    Place place_of(LaneId lane, SiteId site);
    /// Puts `ns` of a wait down to `blamed`. For one wait and one place it may be called once.
    void add(Place waiter, Place blamed, std::int64_t ns, const WholeWait& wait);
    /// Returns the sums, those of the longest time first.
    std::vector<Blame> blames(ObjectId object) const;
    /// Returns how many numbers of places there are.
    std::size_t place_count() const noexcept { return special_places + sources_.size(); }

private:
    static constexpr std::size_t special_places = 4;

    struct Source {
        LaneId lane;
        SiteId site;
    };
    struct Sum {
        Place blamed;
        std::uint64_t waits = 0;
        std::int64_t waited = 0;
        std::int64_t longest = -1;
        WholeWait longest_wait{};
    };
    /// Where a lane was last, as it mostly is there again.
    struct LastPlace {
        SiteId site = 0;
        Place place = handed_over; ///< while there is none
    };
    /// The sums of one waiter. A wait can have many parts, so each must be found at once.
    struct Row {
        static constexpr std::uint32_t none = ~std::uint32_t{0};
        std::vector<Sum> sums;
        std::vector<std::uint32_t> index_of_place; ///< in `sums`, none for a place without one
    };

    static Sum& find(Row& row, Place blamed);

    std::vector<Source> sources_;
    std::unordered_map<std::uint64_t, Place> places_; ///< by lane and site
    std::vector<LastPlace> last_places_;              ///< by lane
    std::vector<Row> rows_;                           ///< by place of the waiter
};

} // namespace interleave
