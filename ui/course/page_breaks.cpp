// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/course/page_breaks.h"

#include <cstddef>

namespace interleave {

namespace {

/// Returns the place behind the last part that keeps with the one at `first`.
std::size_t end_of_chain(const std::vector<PagePart>& parts, std::size_t first) {
    while (first + 1 < parts.size() && parts[first].keeps_with_next)
        ++first;
    return first + 1;
}

/// Returns the height of some parts at the top of a page.
double height_of(const std::vector<PagePart>& parts, std::size_t begin, std::size_t end) {
    double height = -parts[begin].space_above;
    for (std::size_t i = begin; i < end; ++i)
        height += parts[i].space_above + parts[i].height;
    return height;
}

} // namespace

std::vector<PagePlace> place_on_pages(const std::vector<PagePart>& parts, double page_height,
                                      double first_top) {
    std::vector<PagePlace> places;
    int page = 0;
    double bottom = first_top; // of what stands on the page
    bool is_at_top = false;
    const auto place = [&](std::size_t begin, std::size_t end) {
        const double space = is_at_top ? 0 : parts[begin].space_above;
        if (!is_at_top && bottom + space + height_of(parts, begin, end) > page_height) {
            ++page;
            bottom = 0;
            is_at_top = true;
        }
        for (std::size_t i = begin; i < end; ++i) {
            bottom += is_at_top ? 0 : parts[i].space_above;
            places.push_back({page, bottom});
            bottom += parts[i].height;
            is_at_top = false;
        }
    };
    for (std::size_t begin = 0; begin < parts.size();) {
        const std::size_t end = end_of_chain(parts, begin);
        if (height_of(parts, begin, end) <= page_height)
            place(begin, end);
        else // no page has room for all of them
            for (std::size_t i = begin; i < end; ++i)
                place(i, i + 1);
        begin = end;
    }
    return places;
}

} // namespace interleave
