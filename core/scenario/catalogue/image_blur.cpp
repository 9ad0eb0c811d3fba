// SPDX-License-Identifier: GPL-3.0-or-later
// A picture is made blurred: each pixel becomes the mean of its neighbours. Its rows are shared out among the
// workers, who all read the same picture and write to different rows of another one, so they need no lock.
#include "core/scenario/median.h"
#include "core/scenario/picture.h"
#include "core/scenario/processor_doubt.h"
#include "core/scenario/stage.h"
#include "core/work/compute.h"

#include <algorithm>
#include <cstring>
#include <vector>

using namespace interleave;

namespace {

/// Mean over a square of (2 radius + 1) pixels a side; at the edge over what there is of it. One piece of
/// machine code for one worker and for all, or the speedup would be the compiler's.
[[gnu::noinline]] void blur_row(const Picture& from, std::uint8_t* to, int y, int radius) {
    const int top = std::max(0, y - radius);
    const int bottom = std::min(from.height - 1, y + radius);
    for (int x = 0; x < from.width; ++x) {
        const int left = std::max(0, x - radius);
        const int right = std::min(from.width - 1, x + radius);
        std::uint32_t sum[Picture::channels] = {};
        for (int row = top; row <= bottom; ++row) {
            const std::uint8_t* pixel = from.pixel(left, row);
            for (int column = left; column <= right; ++column) {
                for (std::uint32_t& channel : sum)
                    channel += *pixel++;
            }
        }
        const auto count = static_cast<std::uint32_t>((bottom - top + 1) * (right - left + 1));
        for (const std::uint32_t channel : sum)
            *to++ = static_cast<std::uint8_t>(channel / count);
    }
}

Outcome image_blur(Stage& stage) {
    const int workers = stage.count("workers");
    const int radius = stage.count("radius");
    const std::string& file = stage.text("picture");
    const Picture sharp = file.empty() ? drawn_picture(640, 400) : read_picture(file);
    const std::size_t row_bytes = static_cast<std::size_t>(sharp.width) * Picture::channels;
    const std::size_t bytes = row_bytes * static_cast<std::size_t>(sharp.height);
    auto* const by_one = stage.share_array<std::uint8_t>(bytes);
    auto* const by_all = stage.share_array<std::uint8_t>(bytes);

    const auto blur_rows = [&](std::uint8_t* blurred, int first, int step) {
        for (int y = first; y < sharp.height; y += step) {
            blur_row(sharp, blurred + row_bytes * static_cast<std::size_t>(y), y, radius);
            safe_point(); // under a GIL: a loop's turn
        }
    };
    // In turn, so that a slow phase of the machine hits both: the first worker alone, then all.
    std::vector<int> rounds_of(static_cast<std::size_t>(workers), 0);
    Team team = stage.team(workers);
    team.run_rounds(2 * stage.count("rounds"), [&](Worker& me) {
        if (rounds_of[static_cast<std::size_t>(me.index())]++ % 2 == 1)
            blur_rows(by_all, me.index(), workers);
        else if (me.index() == 0)
            blur_rows(by_one, 0, 1);
    });
    std::vector<double> alone;
    std::vector<double> together;
    std::vector<double> speedups;
    std::vector<double> processor_alone;
    std::vector<double> processor_together;
    for (std::size_t i = 0; i + 1 < team.rounds().size(); i += 2) {
        const Team::Round& by_one_worker = team.rounds()[i];
        const Team::Round& by_all_workers = team.rounds()[i + 1];
        alone.push_back(by_one_worker.wall_ms);
        together.push_back(by_all_workers.wall_ms);
        speedups.push_back(by_one_worker.wall_ms / by_all_workers.wall_ms);
        processor_alone.push_back(by_one_worker.processor_ms);
        processor_together.push_back(by_all_workers.processor_ms);
    }
    const int at_once = stage.backend() == Backend::gil ? 1 : std::min(workers, Stage::usable_cpus());
    const double tolerance = stage.backend() == Backend::gil ? 0.1 : 0.15;
    const std::string doubt =
        processor_doubt(tolerance, at_once, median(processor_alone), median(processor_together));
    const double alone_ms = median(alone);
    const double together_ms = median(together);
    const double speedup = median(speedups);

    const bool equal = std::equal(by_one, by_one + bytes, by_all);
    Outcome outcome;
    outcome.values["width"] = sharp.width;
    outcome.values["height"] = sharp.height;
    outcome.values["wall_ms_1"] = alone_ms;
    outcome.values["work_ms"] = together_ms;
    outcome.values["speedup"] = speedup;
    outcome.values["picture_before"] = to_data_url(sharp, 320);
    outcome.values["picture_after"] = to_data_url({sharp.width, sharp.height, {by_all, by_all + bytes}}, 320);
    outcome.checks.push_back({.name = "same-picture",
                              .claim = "Shared out among workers, the picture is the same to the last bit.",
                              .expected = 1,
                              .measured = equal ? 1 : 0});
    if (stage.backend() == Backend::gil)
        outcome.checks.push_back({.name = "no-speedup-under-gil",
                                  .claim = "Under the GIL more threads do not blur faster.",
                                  .expected = 1,
                                  .measured = speedup,
                                  .unit = "×",
                                  .tolerance = tolerance,
                                  .comparison = Comparison::at_most,
                                  .doubt = doubt});
    else
        outcome.checks.push_back(
            {.name = "speedup",
             .claim =
                 "The rows need nothing of each other, so the speedup is near the number of workers that "
                 "run at once.",
             .expected = static_cast<double>(at_once),
             .measured = speedup,
             .unit = "×",
             .tolerance = tolerance,
             .comparison = Comparison::at_least,
             .decidable = at_once > 1,
             .why = at_once > 1 ? "" : "this needs two workers and two processors",
             .doubt = doubt});
    return outcome;
}

const Registration registration({
    .name = "image-blur",
    .title = "Blurring a picture",
    .group = Group::performance,
    .order = 40,
    .about = "A real picture is blurred, its rows shared out among workers: the same result, in how much "
             "less time?",
    .backends = {Backend::threads, Backend::gil, Backend::processes},
    .parameters = {integer("workers", std::clamp(Stage::usable_cpus(), 2, 16), 1, 32, "",
                           "workers; by default one a processor"),
                   integer("radius", 8, 1, 30, "pixels", "how far the neighbours reach"),
                   integer("rounds", 5, 1, 50, "",
                           "how often it is measured, alone and together; the median counts"),
                   text("picture", "", "a PNG, JPEG or BMP file; empty: a picture that the program draws")},
    .most_lanes = 34,
    .run = image_blur,
    .validate =
        [](const ParameterSet& parameters) {
            if (const std::string& file = parameters.text("picture"); !file.empty())
                read_picture(file);
        },
});

} // namespace
