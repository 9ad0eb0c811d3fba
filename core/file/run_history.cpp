// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/run_history.h"

#include "core/event/error.h"
#include "core/file/write_error.h"

#include <algorithm>
#include <charconv>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::string_view file_ending = ".ilv";
constexpr std::size_t time_digits = 13; ///< of ms since 1970, until the year 2286

bool is_of_a_name(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '-';
}

std::string name_part(std::string_view words) {
    constexpr std::size_t longest = 64;
    std::string part(words.substr(0, longest));
    std::ranges::replace_if(
        part, [](char letter) { return !is_of_a_name(letter); }, '-');
    return part;
}

std::string file_name(std::string_view scenario, std::string_view backend, std::int64_t begun_unix_ms) {
    std::string time = std::to_string(std::max<std::int64_t>(begun_unix_ms, 0));
    time.insert(0, time.size() < time_digits ? time_digits - time.size() : 0, '0');
    return time + '_' + name_part(scenario) + '_' + name_part(backend) + std::string(file_ending);
}

Descriptor open_to_lock(const std::string& path) {
    return Descriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
}

/// Removes the file unless somebody holds it. Returns whether it is gone.
bool remove_unless_held(const std::string& path) {
    const Descriptor file = open_to_lock(path);
    return file && flock(file.get(), LOCK_EX | LOCK_NB) == 0 && unlink(path.c_str()) == 0;
}

} // namespace

HeldFile::HeldFile(const std::string& path) : file_(open_to_lock(path)) {
    if (file_)
        flock(file_.get(), LOCK_SH | LOCK_NB); // what cannot be locked may be removed, and is still read
}

std::optional<KeptRun> kept_run_from(const std::string& path) {
    const std::string name = std::filesystem::path(path).filename().string();
    if (!name.ends_with(file_ending) || name.size() < time_digits + file_ending.size() + 2)
        return std::nullopt;
    KeptRun run;
    run.path = path;
    const char* const digits_end = name.data() + time_digits;
    const auto time = std::from_chars(name.data(), digits_end, run.begun_unix_ms);
    const std::size_t middle = name.find('_', time_digits + 1);
    if (time.ec != std::errc() || time.ptr != digits_end || run.begun_unix_ms < 0 ||
        name[time_digits] != '_' || middle == std::string::npos)
        return std::nullopt;
    run.scenario = name.substr(time_digits + 1, middle - time_digits - 1);
    run.backend = name.substr(middle + 1, name.size() - file_ending.size() - middle - 1);
    const auto is_name = [](const std::string& part) { return std::ranges::all_of(part, is_of_a_name); };
    if (!is_name(run.scenario) || !is_name(run.backend))
        return std::nullopt;
    return run;
}

RunHistory::RunHistory(std::string folder, HistoryLimits limits)
    : folder_(std::move(folder))
    , limits_(limits) {}

std::vector<KeptRun> RunHistory::runs() const {
    std::vector<KeptRun> runs;
    std::error_code error;
    std::filesystem::directory_iterator entry(folder_, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        std::optional<KeptRun> run = kept_run_from(entry->path().string());
        struct stat about {};
        if (!run || lstat(run->path.c_str(), &about) != 0 || !S_ISREG(about.st_mode))
            continue;
        run->bytes = static_cast<std::uint64_t>(about.st_size);
        runs.push_back(std::move(*run));
    }
    std::ranges::sort(runs, {}, &KeptRun::path); // which begins with the time
    return runs;
}

std::string RunHistory::new_path(std::string_view scenario, std::string_view backend,
                                 std::int64_t begun_unix_ms) const {
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    if (error)
        throw_write_error(folder_, error.value());
    keep_at_most(limits_.most_runs > 0 ? limits_.most_runs - 1 : 0);
    for (;; ++begun_unix_ms) { // two may begin at the same time, in two windows
        std::string path =
            (std::filesystem::path(folder_) / file_name(scenario, backend, begun_unix_ms)).string();
        if (!std::filesystem::exists(std::filesystem::symlink_status(path, error)))
            return path;
    }
}

void RunHistory::keep_at_most(std::size_t most_runs) const {
    const std::vector<KeptRun> all = runs();
    std::size_t left = all.size();
    std::uint64_t bytes = 0;
    for (const KeptRun& run : all)
        bytes += run.bytes;
    for (const KeptRun& run : all) {
        if (left <= most_runs && bytes <= limits_.most_bytes)
            return;
        if (!remove_unless_held(run.path))
            continue;
        --left;
        bytes -= run.bytes;
    }
}

} // namespace interleave
