// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/site_text.h"

namespace interleave {

std::string site_text(const Trace& trace, SiteId site) {
    const std::string path = trace.file_path(site_file(site));
    const std::string name = path.substr(path.rfind('/') + 1);
    if (site_line(site) != 0)
        return path.empty() ? std::string() : name + ":" + std::to_string(site_line(site));
    return name.find("+0x") != std::string::npos ? name : std::string();
}

} // namespace interleave
