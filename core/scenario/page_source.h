// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the catalogue as text, for the window, which shows them beside the lanes, and for files, which
// keep the page of their run.
#pragma once

#include "core/scenario/embedded_text.h"

#include <span>
#include <string_view>

namespace interleave {

/// Returns the texts of core/scenario/catalogue/NAME.cpp in the order of their names. The build makes the
/// table: embed_texts.cmake.
std::span<const EmbeddedText> scenario_page_texts() noexcept;

/// Returns the text of the page with this file name, whatever its folder; empty if there is none. Any thread
/// may call it.
std::string_view page_source(std::string_view path) noexcept;

} // namespace interleave
