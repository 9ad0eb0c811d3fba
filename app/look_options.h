// SPDX-License-Identifier: GPL-3.0-or-later
// The options that say how a picture looks, which are the same for each command that makes one.
#pragma once

#include "app/command_line.h"

namespace interleave {

/// Of a command that shows one run.
inline Option view_of_run_option() {
    return {.name = "--view",
            .value = "V",
            .about =
                "what a picture shows: timeline (timeline), statistics, locks, path, gil, graph, events, "
                "printed, checks, outcome or report; what a file of data holds: chrome, events, segments, "
                "objects, lanes, blame, durations, histograms, kinds, statistics, waits, parallelism, "
                "printed, gil, "
                "handovers, path, shares, graph, checks, outcome or switches"};
}
inline Option size_option() {
    return {.name = "--size",
            .value = "WxH",
            .about = "width and most height of the picture in points (1280x720)"};
}
inline Option scale_option() {
    return {.name = "--scale", .value = "S", .about = "pixels of a .png for each point, from 0.5 to 8 (1)"};
}
inline Option theme_option() {
    return {.name = "--theme", .value = "T", .about = "light, dark or print (light; print for a .pdf)"};
}

} // namespace interleave
