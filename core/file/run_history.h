// SPDX-License-Identifier: GPL-3.0-or-later
// The last runs, kept in files of one folder that is bounded in number and bytes.
#pragma once

#include "core/event/descriptor.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// How much is kept at most.
struct HistoryLimits {
    std::size_t most_runs = 10;
    std::uint64_t most_bytes = std::uint64_t{1} << 30U; ///< of all files together
};

/// A kept run, as far as its file's name says.
struct KeptRun {
    std::string path;
    std::string scenario;
    std::string backend;
    std::int64_t begun_unix_ms = 0;
    std::uint64_t bytes = 0;
};

/// Keeps a file of a history from being removed, by this program or another one, while it exists. A program
/// that is killed holds nothing any more.
class HeldFile {
public:
    HeldFile() = default;
    explicit HeldFile(const std::string& path);

private:
    Descriptor file_;
};

/// Any thread may use it. Several programs may use the same folder.
class RunHistory {
public:
    explicit RunHistory(std::string folder, HistoryLimits limits = {});

    const std::string& folder() const noexcept { return folder_; }
    const HistoryLimits& limits() const noexcept { return limits_; }
    /// Returns what is kept, the oldest first; nothing if the folder cannot be read. Other files in it do not
    /// count.
    std::vector<KeptRun> runs() const;
    /// Returns the path for the file of a new run, after it has made the folder and room for one more. Throws
    /// RunError if the folder cannot be made. The scenario's name and the backend's have letters, digits and
    /// dashes; others are replaced.
    std::string new_path(std::string_view scenario, std::string_view backend,
                         std::int64_t begun_unix_ms) const;
    /// Removes the oldest runs until the rest is within the limits. What somebody holds stays.
    void tidy() const { keep_at_most(limits_.most_runs); }

private:
    void keep_at_most(std::size_t runs) const;

    std::string folder_;
    HistoryLimits limits_;
};

/// Returns what the name of a history's file says, or nothing if it is no such name.
std::optional<KeptRun> kept_run_from(const std::string& path);

} // namespace interleave
