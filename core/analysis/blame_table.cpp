// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/blame_table.h"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>

namespace interleave {

const char* name_of(BlameKind kind) noexcept {
    switch (kind) {
    case BlameKind::lane:
        return "lane";
    case BlameKind::several:
        return "several";
    case BlameKind::handed_over:
        return "handed over";
    case BlameKind::not_ended:
        return "not ended";
    case BlameKind::unknown:
        break;
    }
    return "unknown";
}

BlameTable::Place BlameTable::place_of(LaneId lane, SiteId site) {
    if (lane >= last_places_.size())
        last_places_.resize(lane + 1U);
    LastPlace& last = last_places_[lane];
    if (last.site == site && last.place != handed_over)
        return last.place;
    const std::uint64_t key = std::uint64_t{lane} << 32U | site;
    const auto [place, is_new] = places_.try_emplace(key, static_cast<Place>(place_count()));
    if (is_new)
        sources_.push_back({lane, site});
    last = {site, place->second};
    return place->second;
}

BlameTable::Sum& BlameTable::find(Row& row, Place blamed) {
    if (blamed >= row.index_of_place.size())
        row.index_of_place.resize(blamed + 1U, Row::none);
    std::uint32_t& index = row.index_of_place[blamed];
    if (index == Row::none) {
        index = static_cast<std::uint32_t>(row.sums.size());
        row.sums.push_back({.blamed = blamed});
    }
    return row.sums[index];
}

void BlameTable::add(Place waiter, Place blamed, std::int64_t ns, const WholeWait& wait) {
    if (waiter >= rows_.size())
        rows_.resize(waiter + 1);
    Sum& sum = find(rows_[waiter], blamed);
    ++sum.waits;
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    sum.waited = sum.waited > most - ns ? most : sum.waited + ns; // a file could say anything
    if (ns > sum.longest) {
        sum.longest = ns;
        sum.longest_wait = wait;
    }
}

std::vector<Blame> BlameTable::blames(ObjectId object) const {
    constexpr std::array kinds{BlameKind::handed_over, BlameKind::several, BlameKind::not_ended,
                               BlameKind::unknown};
    std::vector<Blame> blames;
    for (std::size_t waiter = special_places; waiter < rows_.size(); ++waiter) {
        const Source& from = sources_[waiter - special_places];
        for (const Sum& sum : rows_[waiter].sums) {
            const bool is_lane = sum.blamed >= special_places;
            const Source to = is_lane ? sources_[sum.blamed - special_places] : Source{no_lane, 0};
            blames.push_back({object, from.lane, from.site, is_lane ? BlameKind::lane : kinds[sum.blamed],
                              to.lane, to.site, sum.waited, sum.waits, sum.longest, sum.longest_wait.begin,
                              sum.longest_wait.end});
        }
    }
    std::ranges::sort(blames, [](const Blame& a, const Blame& b) {
        return std::tuple(-a.waited, a.waiter, a.waiter_site, a.kind, a.blamed, a.blamed_site) <
               std::tuple(-b.waited, b.waiter, b.waiter_site, b.kind, b.blamed, b.blamed_site);
    });
    return blames;
}

} // namespace interleave
