// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/data_exports.h"

#include "core/event/error.h"
#include "core/file/whole_file.h"

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>

namespace interleave {

namespace {

bool is_picture(const std::string& path) {
    constexpr std::array<std::string_view, 3> extensions{".png", ".svg", ".pdf"};
    std::string extension = std::filesystem::path(path).extension().string();
    std::ranges::transform(extension, extension.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return std::ranges::find(extensions, extension) != extensions.end();
}

[[noreturn]] void refuse_extension(const std::string& path) {
    const std::string extension = std::filesystem::path(path).extension().string();
    throw UsageError("the file '" + path + "' has " +
                     (extension.empty() ? "no extension" : "the unknown extension '" + extension + "'") +
                     "; known are .png, .svg and .pdf for pictures, " + data_extensions() + " for data");
}

} // namespace

DataExports::DataExports(const Arguments& arguments, const std::string& option) : of_pictures_(arguments) {
    read_paths(arguments, option);
    if (files_.empty())
        return;
    read_view(arguments);
    for (const char* const about_pictures : {"--size", "--scale", "--theme", "--arrows"}) {
        if (!has_pictures_ && arguments.has(about_pictures))
            throw UsageError(std::string("'") + about_pictures +
                             "' is about a picture, and none is asked for; name one with " + option);
    }
    for (const File& file : files_) {
        if (file.format->view == "switches" && arguments.has("--no-switch-records"))
            throw UsageError("'" + file.path + "' is made of switch records; leave --no-switch-records out");
        check_writable(file.path);
    }
}

void DataExports::read_paths(const Arguments& arguments, const std::string& option) {
    const std::vector<std::string> paths = arguments.values(option);
    std::vector<std::string> pictures;
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        if (std::find(paths.begin(), path, *path) != path)
            throw UsageError("'" + option + " " + *path + "' is given twice; once is enough");
        if (is_data_export(*path))
            files_.push_back({*path, nullptr});
        else if (is_picture(*path))
            pictures.push_back(*path);
        else
            refuse_extension(*path);
    }
    has_pictures_ = !pictures.empty();
    if (has_pictures_)
        of_pictures_.options[option] = pictures;
    else
        of_pictures_.options.erase(option);
}

/// A view is of pictures, of data or of both; the other files get their first one.
void DataExports::read_view(const Arguments& arguments) {
    const auto view = arguments.value("--view");
    const bool is_of_data = view && (is_data_view(*view) || !has_pictures_);
    for (File& file : files_)
        file.format = &data_format(file.path, is_of_data ? view : std::nullopt);
    if (is_of_data && !is_drawn_data_view(*view))
        of_pictures_.options.erase("--view");
}

SavedPictures DataExports::save(const Trace& trace, const RunInfo& info, const ExportPart& part) const {
    SavedPictures saved;
    for (const File& file : files_) {
        try {
            export_data(file.path, *file.format, trace, info, part);
            saved.report += "saved " + file.path + "\n";
        } catch (const std::exception& error) {
            if (saved.error.empty())
                saved.error = error.what();
        }
    }
    return saved;
}

} // namespace interleave
