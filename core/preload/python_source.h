// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of the program's source, which say how it calls what it makes.
#pragma once

#include "core/event/record.h"
#include "core/event/session_layout.h"
#include "core/preload/text.h"

#include <cstdint>
#include <string_view>

namespace interleave::preload {

/// A line, or as much of it as there is room for.
using SourceLine = Text<512>;

/// Enters a source file into the session and returns its number. The path is absolute. Only a thread that
/// holds the interpreter's lock may call it.
std::uint32_t enter_source(std::string_view path) noexcept;

/// Reads line `number`, counted from 1, of a file. It is empty if that cannot be read.
SourceLine line_of(const Text<path_capacity>& file, std::uint32_t number) noexcept;

/// Returns what a line assigns by the call of a function whose name contains `called`: "gate" of
/// "gate = threading.Semaphore(2)" and of "with Semaphore(2) as gate:". It is a part of the line.
std::string_view assigned_in(std::string_view line, std::string_view called) noexcept;

/// Adds "FILE:LINE" of a site in Python; returns false if it is none.
bool add_line(Text<path_capacity>& text, SiteId site) noexcept;

/// Returns what is assigned at this line by a call of `called`: "gate" of "gate = threading.Semaphore(2)". It
/// is empty if the line cannot be read or assigns nothing.
Text<name_capacity> assigned_at(SiteId site, std::string_view called) noexcept;

/// Returns of what a line calls a method: "gate" of "with self.gate:", "basket" of "item = basket.get()". Of
/// several it is the last one, which is called first if they are nested. It is a part of the line.
std::string_view used_in(std::string_view line) noexcept;
/// The same of the line at a site.
Text<name_capacity> used_at(SiteId site) noexcept;

/// Whether the line imports a module.
bool is_import(SiteId site) noexcept;

} // namespace interleave::preload
