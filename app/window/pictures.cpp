// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/pictures.h"

#include "app/window/offscreen_application.h"

#include "core/event/error.h"
#include "core/file/whole_file.h"
#include "core/scenario/nearest_name.h"
#include "core/scenario/scenario.h"
#include "ui/export/export_picture.h"
#include "ui/export/picture_document.h"
#include "ui/table/table_file.h"
#include "ui/views/run_report.h"
#include "ui/views/view_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace interleave {

namespace {

std::uint64_t side(const std::string& size, std::string_view digits) {
    try {
        return whole_number("--size", digits, smallest_picture, largest_picture);
    } catch (const UsageError&) {
        throw UsageError("--size takes WIDTHxHEIGHT, each from " + std::to_string(smallest_picture) + " to " +
                         std::to_string(largest_picture) + ", not '" + size + "'");
    }
}

QSize size_of(const std::string& word) {
    const std::size_t cross = std::min(word.find('x'), word.size());
    const std::string_view digits(word);
    const auto width = side(word, digits.substr(0, cross));
    const auto height = side(word, digits.substr(std::min(cross + 1, word.size())));
    return {static_cast<int>(width), static_cast<int>(height)};
}

ThemeName theme_named(const std::string& word) {
    if (const auto theme = theme_name_from(QString::fromStdString(word)))
        return *theme;
    const std::array<std::string, 3> known{"light", "dark", "print"};
    throw UsageError(unknown_name("theme", word, known));
}

/// A report is of a run and drawn like a view, but has no place in the window.
View report_of_run() {
    return {.id = report_view, .title = {}, .tool_tip = {}, .place = {}, .make = {}};
}

/// Returns the view of that name among those that draw such a picture, or the first of these if no name is
/// given.
View view_named(const std::optional<std::string>& word, PictureOf what) {
    if (what == PictureOf::run && word == report_view)
        return report_of_run();
    std::vector<std::string> known;
    for (View& view : all_views()) {
        if (view.picture_of != what)
            continue;
        if (!word || *word == view.id)
            return std::move(view);
        known.emplace_back(view.id);
    }
    if (what == PictureOf::run)
        known.emplace_back(report_view);
    throw UsageError(unknown_name("view", word.value_or(""), known));
}

/// Throws UsageError for a path that is given twice, because only the second picture would be left.
void refuse_duplicates(const std::vector<std::string>& paths, const std::string& option) {
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        if (std::find(paths.begin(), path, *path) != path)
            throw UsageError("'" + option + " " + *path + "' is given twice; once is enough");
    }
}

} // namespace

Pictures::Pictures(const Arguments& arguments, PictureOf what, const char* files)
    : paths_(arguments.values(files))
    , view_(view_named(arguments.value("--view"), what))
    , is_report_(view_.id == report_view)
    , times_(time_words_of(arguments)) {
    part_.lanes = arguments.values("--lane");
    if (const auto word = arguments.value("--size"))
        options_.size = size_of(*word);
    else if (is_report_)
        options_.size = landscape_page;
    if (const auto word = arguments.value("--scale"))
        options_.scale = number("--scale", *word, smallest_scale, largest_scale, "");
    if (const auto word = arguments.value("--theme"))
        theme_ = theme_named(*word);
    options_.arrows = arguments.has("--arrows");
    options_.critical_path = arguments.has("--critical-path");
    for (const char* option : {"--view", "--size", "--scale", "--theme", "--arrows"}) {
        if (paths_.empty() && arguments.has(option))
            throw UsageError(std::string("'") + option + "' is about a picture; name one with " + files);
    }
    const bool are_tables = !paths_.empty() && view_.table && std::ranges::all_of(paths_, is_table_path);
    for (const char* option : {"--size", "--scale", "--theme"}) {
        if (are_tables && arguments.has(option))
            throw UsageError(std::string("'") + option +
                             "' is about a picture, and none is asked for; name one with " + files);
    }
    if (!view_.draws_part && (!times_.empty() || !part_.lanes.empty()))
        throw UsageError("--from, --until and --lane choose a part of the timeline, and '" +
                         std::string(view_.id) + "' is of the whole run");
    if (!view_.draws_part && options_.arrows)
        throw UsageError("--arrows are drawn in the timeline, and '" + std::string(view_.id) + "' has none");
    refuse_duplicates(paths_, files);
    check_picture_options(options_);
    for (const std::string& path : paths_)
        check_path(path);
}

void Pictures::check_path(const std::string& path) const {
    if (is_report_)
        check_document_path(path);
    else if (view_.table && is_table_path(path))
        check_writable(path);
    else
        check_export_path(path);
}

SavedPictures Pictures::save(const Trace& trace, const RunInfo& info, const RunNotes& notes) const {
    // The caller owns the trace, so this pointer does not.
    const std::shared_ptr<const Trace> borrowed(std::shared_ptr<const Trace>(), &trace);
    const PictureSource source{.trace = borrowed, .info = &info, .notes = &notes};
    PictureOptions options = options_;
    if (!times_.empty()) {
        const StretchOfTime part = times_.part_of(trace);
        options.range = TimeRange{part.from, part.until};
    }
    if (!part_.lanes.empty())
        options.lanes = part_of(trace, part_).lanes;
    if (is_report_)
        return save_document(options, [&] { return run_report_parts(source); });
    return save_each(
        options, [&] { return view_.words ? view_.words(source) : words_of(info, trace, notes.notes); },
        [&] { return view_.drawing(source); });
}

SavedPictures Pictures::save(const RepeatResult& result) const {
    const PictureSource source{.repeats = &result};
    return save_each(source, [&] { return view_.words(source); });
}

SavedPictures Pictures::save(const std::vector<ComparedRun>& runs) const {
    const PictureSource source{.compared = &runs};
    return save_each(source, [&] { return view_.words(source); });
}

SavedPictures Pictures::save(const std::vector<ClaimResult>& results) const {
    const PictureSource source{.claims = &results};
    return save_each(source, [&] { return view_.words(source); });
}

SavedPictures Pictures::save(const SweepRequest& request, const SweepResult& result) const {
    return save_each({.request = &request, .result = &result}, [&] { return words_of(request, result); });
}

SavedPictures Pictures::save_each(PictureOptions options, const std::function<PictureWords()>& words,
                                  const std::function<Drawing()>& drawing) const {
    SavedPictures saved;
    const OffscreenApplication application;

    options.words = words(); // now that Qt has the user's locale
    const Drawing draw = drawing();
    save_files(saved, [&](const std::string& path, ThemeName theme) {
        options.theme = theme;
        exportDrawing(draw, options, path);
    });
    return saved;
}

SavedPictures Pictures::save_each(const PictureSource& source,
                                  const std::function<PictureWords()>& words) const {
    SavedPictures saved;
    const OffscreenApplication application;

    PictureOptions options = options_;
    options.words = words(); // now that Qt has the user's locale
    const Drawing draw = view_.drawing(source);
    save_files(saved, [&](const std::string& path, ThemeName theme) {
        if (is_table_path(path)) {
            write_table(view_.table(source), path);
            return;
        }
        options.theme = theme;
        exportDrawing(draw, options, path);
    });
    return saved;
}

SavedPictures Pictures::save_document(PictureOptions options,
                                      const std::function<std::vector<DocumentPart>()>& parts) const {
    SavedPictures saved;
    const OffscreenApplication application;

    const std::vector<DocumentPart> all = parts();
    save_files(saved, [&](const std::string& path, ThemeName theme) {
        options.theme = theme;
        export_document(all, options, path);
    });
    return saved;
}

void Pictures::save_files(
    SavedPictures& saved,
    const std::function<void(const std::string& path, ThemeName theme)>& save_file) const {
    for (const std::string& path : paths_) {
        try {
            const bool is_paper = !is_table_path(path) && is_for_paper(path);
            save_file(path, theme_.value_or(is_paper ? ThemeName::print : ThemeName::light));
            saved.report += "saved " + path + "\n";
        } catch (const std::exception& error) {
            if (saved.error.empty())
                saved.error = error.what();
        }
    }
}

} // namespace interleave
