// SPDX-License-Identifier: GPL-3.0-or-later
// Makes links of what a lesson's page says: below "What to look for" links to the moments that its points
// speak of, below "What to vary" links that set and run, and everywhere links to other scenarios.
#pragma once

#include "core/course/look_list.h"
#include "core/course/page.h"
#include "core/scenario/scenario.h"

#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// What a link of a lesson begins with. Behind it stands the number of the promise, or the variation. A link
/// to a scenario is as on any page: page.h.
inline constexpr std::string_view look_link = "look:";
inline constexpr std::string_view vary_link = "vary:";
/// The link to the lesson's puzzle, if it has one.
inline constexpr const char* puzzle_link = "puzzle:";

/// Returns all that the lesson of the scenario promises, for each backend, in the order of the list. A link's
/// number counts them from 0.
struct PromisedBy {
    const LookPromise* promise;
    const std::string* backend; ///< empty: the scenario's first one
};
std::vector<PromisedBy> promises_of(std::string_view scenario);

/// Returns the page with its links, and one to its puzzle behind what to vary.
std::string with_links(std::string page, const Scenario& scenario);

} // namespace interleave
