// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/formed_names.h"

namespace interleave {

FormedNames::FormedNames(TableOutput& table, const Trace& trace) : table_(table) {
    for (std::size_t i = 0; i < trace.lane_count(); ++i)
        lanes_.push_back(table.form(trace.lane(i).name()));
    objects_.emplace_back(); // no_object
    for (std::size_t i = 0; i < trace.object_count(); ++i)
        objects_.push_back(table.form(trace.object(i).name()));
    for (std::uint32_t file = 0; file < max_files; ++file) {
        const std::string path = trace.file_path(file);
        files_.push_back(path.empty() ? path : table.form(path));
    }
    for (std::size_t kind = 0; kind < static_cast<std::size_t>(EventKind::count_); ++kind)
        kinds_.push_back(table.form(name_of(static_cast<EventKind>(kind))));
}

void FormedNames::add_site(SiteId site) const {
    add(files_, site_file(site));
    site_line(site) == 0 ? table_.nothing() : table_.number(site_line(site));
}

void FormedNames::add(const std::vector<std::string>& names, std::size_t index) const {
    index < names.size() && !names[index].empty() ? table_.formed_words(names[index]) : table_.nothing();
}

} // namespace interleave
