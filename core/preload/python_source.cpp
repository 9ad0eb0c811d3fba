// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/python_source.h"

#include "core/preload/real.h"
#include "core/preload/session.h"

#include <array>
#include <cstring>
#include <fcntl.h>

namespace interleave::preload {

namespace {

/// The paths of files by their numbers in the session.
constinit std::array<Text<path_capacity>, max_files> files{};

std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

} // namespace

std::uint32_t enter_source(std::string_view path) noexcept {
    const std::uint32_t number = session()->file_number(path);
    if (files[number].view() != path) { // another interpreter, which has a lock of its own, may read it
        files[number].clear();
        files[number].add(path);
    }
    return number;
}

SourceLine line_of(const Text<path_capacity>& file, std::uint32_t number) noexcept {
    SourceLine line;
    const int descriptor = file.empty() ? -1 : open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return line;
    std::array<char, 4096> buffer;
    std::uint32_t at = 1;
    ssize_t got = 0;
    while (at <= number && (got = real().read(descriptor, buffer.data(), buffer.size())) > 0) {
        std::string_view rest(buffer.data(), static_cast<std::size_t>(got));
        while (!rest.empty() && at <= number) {
            const std::size_t end = rest.find('\n');
            const std::size_t length = end == std::string_view::npos ? rest.size() : end;
            if (at == number)
                line.add({rest.data(), length});
            at += end == std::string_view::npos ? 0 : 1;
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        }
    }
    real().close(descriptor);
    return line;
}

std::string_view assigned_in(std::string_view line, std::string_view called) noexcept {
    std::size_t call = called.empty() ? std::string_view::npos : line.find(called);
    if (call == std::string_view::npos)
        call = line.find('(');
    if (call == std::string_view::npos)
        return {};
    // "with Pool(4) as pool:"
    constexpr std::string_view as = ") as ";
    if (const std::size_t named = line.find(as, call); named != std::string_view::npos) {
        std::string_view name(line.data() + named + as.size(), line.size() - named - as.size());
        if (const std::size_t end = name.find_first_of(":,)"); end != std::string_view::npos)
            name = {name.data(), end};
        return trimmed(name);
    }
    const std::size_t equals = std::string_view(line.data(), call).rfind('=');
    if (equals == std::string_view::npos || equals == 0 || std::strchr("=!<>", line[equals - 1]) != nullptr)
        return {};
    std::string_view target(line.data(), equals);
    // An argument of another call by its name, and an annotation.
    if (const std::size_t before = target.find_last_of("(,"); before != std::string_view::npos)
        target.remove_prefix(before + 1);
    if (const std::size_t colon = target.find(':'); colon != std::string_view::npos)
        target = {target.data(), colon};
    target = trimmed(target);
    constexpr std::string_view of_self = "self.";
    if (target.starts_with(of_self))
        target.remove_prefix(of_self.size());
    return target;
}

bool add_line(Text<path_capacity>& text, SiteId site) noexcept {
    if (site_file(site) == 0 || files[site_file(site)].empty())
        return false;
    text.add(files[site_file(site)].view()).add(":").add_number(site_line(site));
    return true;
}

Text<name_capacity> assigned_at(SiteId site, std::string_view called) noexcept {
    Text<name_capacity> name;
    if (site_file(site) == 0)
        return name;
    const SourceLine line = line_of(files[site_file(site)], site_line(site));
    name.add(assigned_in(line.view(), called));
    return name;
}

std::string_view used_in(std::string_view line) noexcept {
    const auto is_of_name = [](char letter) {
        return letter == '_' || letter == '.' || (letter >= '0' && letter <= '9') ||
               (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               static_cast<unsigned char>(letter) >= 0x80;
    };
    std::string_view path;
    constexpr std::string_view with = "with ";
    if (trimmed(line).starts_with(with)) {
        path = trimmed(line);
        path.remove_prefix(with.size());
        std::size_t length = 0;
        while (length < path.size() && is_of_name(path[length]))
            ++length;
        if (length < path.size() && path[length] == '(')
            return {}; // what is called there is an object of its own
        path = {path.data(), length};
    } else {
        for (std::size_t call = line.rfind('('); call != std::string_view::npos && call > 0;
             call = line.rfind('(', call - 1)) {
            std::size_t begin = call;
            while (begin > 0 && is_of_name(line[begin - 1]))
                --begin;
            const std::string_view called(line.data() + begin, call - begin);
            if (const std::size_t dot = called.rfind('.'); dot != std::string_view::npos && dot > 0) {
                path = {called.data(), dot};
                break;
            }
        }
    }
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos ? path
                                         : std::string_view(path.data() + dot + 1, path.size() - dot - 1);
}

Text<name_capacity> used_at(SiteId site) noexcept {
    Text<name_capacity> name;
    if (site_file(site) != 0)
        name.add(used_in(line_of(files[site_file(site)], site_line(site)).view()));
    return name;
}

bool is_import(SiteId site) noexcept {
    if (site_file(site) == 0)
        return false;
    const SourceLine line = line_of(files[site_file(site)], site_line(site));
    const std::string_view text = trimmed(line.view());
    return text.starts_with("import ") || text.starts_with("from ");
}

} // namespace interleave::preload
