// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/site_text.h"

namespace interleave {

std::string site_text(const Trace& trace, SiteId site) {
    const std::string path = site_line(site) == 0 ? std::string() : trace.file_path(site_file(site));
    if (path.empty())
        return {};
    return path.substr(path.rfind('/') + 1) + ":" +
           std::to_string(site_line(site)); // none is the greatest number
}

} // namespace interleave
