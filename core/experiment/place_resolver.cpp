// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/place_resolver.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace interleave {

namespace {

constexpr std::string_view before_offset = "+0x";
constexpr std::string_view before_number = "#";

std::string_view last_part(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

template <typename Number>
bool read_number(std::string_view digits, int base, Number& number) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
    return error == std::errc() && end == digits.data() + digits.size();
}

struct Address {
    std::string file;
    std::uint64_t offset = 0;
};

/// Reads "/usr/bin/xz+0x12a4<0x5678</usr/lib/libc.so.6+0x90", the innermost first; empty if the text is none
/// of that form.
std::vector<Address> addresses_in(std::string_view text) {
    std::vector<Address> addresses;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find('<'));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        const bool is_of_same_file = !addresses.empty() && part.starts_with("0x");
        const std::size_t sign = is_of_same_file ? 0 : part.rfind(before_offset);
        if (sign == std::string_view::npos || (!is_of_same_file && !part.starts_with('/')))
            return {};
        Address address;
        address.file = is_of_same_file ? addresses.back().file : std::string(part.substr(0, sign));
        const std::size_t digits = sign + (is_of_same_file ? 2 : before_offset.size());
        if (!read_number(part.substr(digits), 16, address.offset))
            return {};
        addresses.push_back(std::move(address));
    }
    return addresses;
}

std::optional<SourceLine> innermost_line(DebugInformation& debug, const std::vector<Address>& addresses) {
    for (const auto& [file, offset] : addresses)
        if (std::optional<SourceLine> line = debug.line_at(file, offset))
            return line;
    return std::nullopt;
}

} // namespace

/// The name of an object ends with its place and the number of the file in which it lies, or of the place
/// from which it is used, as the preloaded library writes it: "mutex a.out+0x4040#7".
std::string PlaceResolver::name_of(const std::string& name) {
    const std::size_t blank = name.rfind(' ');
    const std::size_t sign = name.rfind(before_number);
    std::uint32_t number = 0;
    if (blank == std::string::npos || sign == std::string::npos || sign < blank ||
        !read_number(std::string_view(name).substr(sign + 1), 10, number) || number >= places_.size())
        return name;
    std::string plain = name.substr(0, sign);
    const std::size_t at = plain.rfind(before_offset);
    if (at == std::string::npos || at < blank)
        return name;
    const std::vector<Address> addresses = addresses_in(places_[number]);
    if (addresses.empty()) {
        std::uint64_t offset = 0;
        if (!read_number(std::string_view(plain).substr(at + before_offset.size()), 16, offset))
            return plain;
        const std::string variable = debug_.variable_at(places_[number], offset);
        return variable.empty() ? plain : variable;
    }
    const std::optional<SourceLine> line = innermost_line(debug_, addresses);
    return !line ? plain
                 : name.substr(0, blank) + " at " + std::string(last_part(line->path)) + ":" +
                       std::to_string(line->line);
}

void PlaceResolver::object_appeared(const ObjectInfo& object) {
    rest_.object_appeared({object.id, object.kind, name_of(object.name)});
}

/// The files are numbered as they are passed on, because several places may be in one file.
std::uint32_t PlaceResolver::number_of(const std::string& path) {
    const auto [at, is_new] = numbers_.try_emplace(path, static_cast<std::uint32_t>(numbers_.size() + 1));
    if (is_new)
        rest_.file_appeared(at->second, path);
    return at->second;
}

void PlaceResolver::file_appeared(std::uint32_t number, const std::string& path) {
    const std::vector<Address> addresses = addresses_in(path);
    const std::optional<SourceLine> line = innermost_line(debug_, addresses);
    Known known;
    known.number =
        number_of(line ? line->path : path.substr(0, addresses.empty() ? path.size() : path.find('<')));
    known.line = line ? static_cast<std::uint32_t>(line->line) : 0;
    changes_ |= known.number != number || known.line != 0;
    if (known_.size() <= number) {
        known_.resize(number + 1);
        places_.resize(number + 1);
    }
    known_[number] = known;
    places_[number] = path;
}

void PlaceResolver::records(std::span<const TimedRecord> batch) {
    if (!changes_) {
        rest_.records(batch);
        return;
    }
    batch_.assign(batch.begin(), batch.end());
    for (TimedRecord& record : batch_) {
        const std::uint32_t file = site_file(record.site);
        if (file == 0 || file >= known_.size())
            continue;
        const Known& known = known_[file];
        record.site = make_site(known.number, known.line != 0 ? known.line : site_line(record.site));
    }
    rest_.records(batch_);
}

} // namespace interleave
