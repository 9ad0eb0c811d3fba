// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/work/control_groups.h"

#include <fstream>
#include <sstream>

namespace interleave {

namespace {

using std::filesystem::path;

/// Adds a group and all around it, up to where they are mounted. The names in a container begin at its own
/// group, or at one that is not mounted there, so the mounted folder is looked at in any case.
void add_upwards(const path& mounted, const path& member, int version, std::vector<ControlGroup>& groups) {
    for (path group = member.relative_path(); !group.empty(); group = group.parent_path())
        groups.push_back({mounted / group, version});
    groups.push_back({mounted, version});
}

bool contains_word(const std::string& list, std::string_view word) {
    return ("," + list + ",").find("," + std::string(word) + ",") != std::string::npos;
}

std::string text_of(const path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

} // namespace

std::vector<ControlGroup> control_groups(std::string_view controller, const std::string& membership,
                                         const path& mounted) {
    std::vector<ControlGroup> groups;
    std::istringstream lines(membership);
    std::string line;
    while (
        std::getline(lines, line)) { // "number:controllers:path"; version 2 has number 0 and no controllers
        const std::size_t first = line.find(':');
        const std::size_t second = line.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos)
            continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const path member = line.substr(second + 1);
        if (controllers.empty()) {
            add_upwards(mounted, member, 2, groups);
            add_upwards(mounted / "unified", member, 2, groups);
        } else if (contains_word(controllers, controller)) {
            add_upwards(mounted / controller, member, 1, groups);
        }
    }
    return groups;
}

std::vector<ControlGroup> control_groups(std::string_view controller) {
    return control_groups(controller, text_of("/proc/self/cgroup"), "/sys/fs/cgroup");
}

} // namespace interleave
