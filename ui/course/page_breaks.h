// SPDX-License-Identifier: GPL-3.0-or-later
// Decides which part of a handout stands on which page. It is a pure function of heights.
#pragma once

#include <vector>

namespace interleave {

/// A part that the end of a page never cuts. Lengths are in any unit.
struct PagePart {
    double height = 0;
    double space_above = 0; ///< left out at the top of a page
    bool keeps_with_next = false;
};

struct PagePlace {
    int page = 0;   ///< from 0
    double top = 0; ///< from the top of what a page has room for
};

/// Places the parts one below the other. Parts that keep with the next one are on its page, unless together
/// they are higher than a page. `first_top` is what the first page's title takes.
std::vector<PagePlace> place_on_pages(const std::vector<PagePart>& parts, double page_height,
                                      double first_top);

} // namespace interleave
