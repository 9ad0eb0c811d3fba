// SPDX-License-Identifier: GPL-3.0-or-later
// The control groups that a process is in. A container limits processes by them although they see the whole
// machine.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// The folder of a control group in which its files are.
struct ControlGroup {
    std::filesystem::path folder;
    int version; ///< 1 or 2; they have different files
};

/// Returns the groups of a process that can limit what `controller` ("cpu", "memory") is about: its own and
/// those around it. `membership` is the text of /proc/PID/cgroup and `mounted` the folder where the groups
/// are mounted, of version 1 (with a folder for the controller), version 2, or both. Any thread may call it.
std::vector<ControlGroup> control_groups(std::string_view controller, const std::string& membership,
                                         const std::filesystem::path& mounted);

/// Does the same for this process.
std::vector<ControlGroup> control_groups(std::string_view controller);

} // namespace interleave
