// SPDX-License-Identifier: GPL-3.0-or-later
// A picture is blurred: each pixel becomes the mean of its neighbours. The workers share its rows. They all
// read the same picture and write to different rows of another one, so they need no lock.
#include "core/event/median.h"
#include "core/scenario/catalogue_entry.h"
#include "core/scenario/picture.h"
#include "core/scenario/processor_doubt.h"
#include "core/work/compute.h"

#include <algorithm>
#include <vector>

namespace interleave::catalogue::image_blur {
namespace {

struct Settings {
    int workers;
    int radius;
    int rounds;
    std::string picture;
};

struct Measured {
    RasterImage sharp;
    RasterImage blurred_by_one;
    RasterImage blurred_by_all;
    std::vector<Team::Round> alone;
    std::vector<Team::Round> together; ///< one for each of `alone`
};

/// Writes the mean over a square of (2 radius + 1) pixels a side; at the edge, over the part of it inside the
/// picture. It is not inlined, so that one worker and all workers run the same machine code; otherwise the
/// speedup could come from the compiler.
[[gnu::noinline]] void blur_row(const RasterImage& from, std::uint8_t* to, int y, int radius) {
    const int top = std::max(0, y - radius);
    const int bottom = std::min(from.height - 1, y + radius);
    for (int x = 0; x < from.width; ++x) {
        const int left = std::max(0, x - radius);
        const int right = std::min(from.width - 1, x + radius);
        std::uint32_t sum[RasterImage::channels] = {};
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

Measured run(Stage& stage, const Settings& settings) {
    const RasterImage sharp =
        settings.picture.empty() ? drawn_picture(640, 400) : read_picture(settings.picture);
    const std::size_t row_bytes = static_cast<std::size_t>(sharp.width) * RasterImage::channels;
    const std::size_t bytes = row_bytes * static_cast<std::size_t>(sharp.height);
    auto* const blurred_by_one = stage.share_array<std::uint8_t>(bytes);
    auto* const blurred_by_all = stage.share_array<std::uint8_t>(bytes);

    const auto blur_rows = [&](std::uint8_t* blurred, int first, int step) {
        for (int y = first; y < sharp.height; y += step) {
            blur_row(sharp, blurred + row_bytes * static_cast<std::size_t>(y), y, settings.radius);
            safe_point(); // under a GIL another thread may run here
        }
    };
    // The first worker alone and all workers take turns, so that a slow phase of the machine affects both.
    std::vector<int> rounds_done(static_cast<std::size_t>(settings.workers), 0);
    Team team = stage.team(settings.workers);
    team.run_rounds(2 * settings.rounds, [&](Worker& worker) {
        if (rounds_done[static_cast<std::size_t>(worker.index())]++ % 2 == 1)
            blur_rows(blurred_by_all, worker.index(), settings.workers);
        else if (worker.index() == 0)
            blur_rows(blurred_by_one, 0, 1);
    });

    Measured measured{sharp,
                      {sharp.width, sharp.height, {blurred_by_one, blurred_by_one + bytes}},
                      {sharp.width, sharp.height, {blurred_by_all, blurred_by_all + bytes}},
                      {},
                      {}};
    for (std::size_t i = 0; i + 1 < team.rounds().size(); i += 2) {
        measured.alone.push_back(team.rounds()[i]);
        measured.together.push_back(team.rounds()[i + 1]);
    }
    return measured;
}

Outcome check(const Settings& settings, const Measured& measured, Backend backend) {
    std::vector<double> alone_ms;
    std::vector<double> together_ms;
    std::vector<double> speedups;
    std::vector<double> processor_alone_ms;
    std::vector<double> processor_together_ms;
    std::vector<double> least_shares;
    for (std::size_t i = 0; i < measured.alone.size(); ++i) {
        alone_ms.push_back(measured.alone[i].wall_ms);
        together_ms.push_back(measured.together[i].wall_ms);
        speedups.push_back(alone_ms.back() / together_ms.back());
        processor_alone_ms.push_back(measured.alone[i].processor_ms);
        processor_together_ms.push_back(measured.together[i].processor_ms);
        least_shares.push_back(measured.together[i].least_share);
    }
    const int parallel_workers =
        backend == Backend::gil ? 1 : std::min(settings.workers, Stage::usable_cpus());
    const double tolerance = backend == Backend::gil ? 0.1 : 0.15;
    std::string doubt = processor_doubt(tolerance, parallel_workers, median(processor_alone_ms),
                                        median(processor_together_ms));
    if (doubt.empty() && parallel_workers == settings.workers)
        doubt = share_doubt(tolerance, median(least_shares));

    Outcome outcome;
    outcome.value("width", measured.sharp.width);
    outcome.value("height", measured.sharp.height);
    outcome.value("wall_ms_1", median(alone_ms));
    outcome.value("work_ms", median(together_ms));
    outcome.value("speedup", median(speedups));
    outcome.value("picture_before", to_data_url(measured.sharp, 320));
    outcome.value("picture_after", to_data_url(measured.blurred_by_all, 320));
    outcome.check("same-picture")
        .claims("Shared out among workers, the picture is the same to the last bit.")
        .at_any_load()
        .expects(exactly(1))
        .measured(measured.blurred_by_one.bytes == measured.blurred_by_all.bytes);
    if (backend == Backend::gil)
        outcome.check("no-speedup-under-gil")
            .claims("Under the GIL more threads do not blur faster.")
            .expects(at_most(1, "×"))
            .tolerance(tolerance)
            .measured(median(speedups))
            .doubt(doubt);
    else
        outcome.check("speedup")
            .claims(
                "The rows need nothing from each other, so the speedup is near the number of workers that run at once.")
            .expects(at_least(parallel_workers, "×"))
            .tolerance(tolerance)
            .measured(median(speedups))
            .decidable_if(parallel_workers > 1, "this needs two workers and two processors")
            .doubt(doubt);
    return outcome;
}

void validate(const Settings& settings) {
    if (!settings.picture.empty())
        check_picture_file(settings.picture); // the host calls this; only the engine decodes
}

const Registration registration = CatalogueEntry<Settings, Measured>{
    .name = "image-blur",
    .title = "Blurring a picture",
    .group = Group::performance,
    .order = 40,
    .about =
        "A real picture is blurred, its rows shared out among workers: the same result, in how much less time?",
    .backends = {Backend::threads, Backend::gil, Backend::processes},
    .parameters = {worker_count("workers", &Settings::workers, std::clamp(Stage::usable_cpus(), 2, 16), 1, 32,
                                "", "workers; by default one for each processor"),
                   integer("radius", &Settings::radius, 8, 1, 30, "pixels", "how far the neighbours reach"),
                   integer("rounds", &Settings::rounds, 5, 1, 50, "",
                           "how often it is measured, alone and together; the median counts"),
                   text("picture", &Settings::picture, "",
                        "a PNG, JPEG or BMP file; empty: a picture that the program draws")},
    .most_lanes = 34,
    .validate = validate,
    .run = run,
    .check = check,
    .why_not_controlled = "it is about time: speedups",
};

} // namespace
} // namespace interleave::catalogue::image_blur
