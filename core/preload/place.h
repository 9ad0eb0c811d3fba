// SPDX-License-Identifier: GPL-3.0-or-later
// Places in the machine code of the program and its libraries, as sites of records: "/usr/bin/xz+0x12a4".
// What calls for a wait is often a library's function, std::mutex::lock() for instance, so who called that is
// told, too:
// "/usr/bin/xz+0x12a4<0x5678", the innermost first, and with its file where that is another one.
#pragma once

#include "core/event/record.h"
#include "core/event/session_layout.h"
#include "core/preload/text.h"

namespace interleave::preload {

/// Returns the site of the call that returns to `address`; 0 if its file is not known, or the table of sites
/// is full. It takes no lock and allocates nothing.
SiteId site_of_call(const void* address) noexcept;

/// The same with the callers of the function that calls. It unwinds the stack by the programs' own tables,
/// for microseconds, so it is for what waits. It must be called from the function that returns to `address`.
/// In a process of Python, whose functions are not those of the script, it is site_of_call().
SiteId site_of_callers(const void* address) noexcept;

/// Where something is called, from which the site is made when it is needed.
class Where {
public:
    constexpr Where() noexcept = default;
    constexpr Where(SiteId site) noexcept
        : site_(site) {} // NOLINT(google-explicit-constructor): one is the other
    constexpr explicit Where(const void* return_address) noexcept : return_address_(return_address) {}

    SiteId site() const noexcept {
        return return_address_ != nullptr ? site_of_call(return_address_) : site_;
    }

    /// The same with the callers, for the function that the call is of.
    SiteId site_with_callers() const noexcept {
        return return_address_ != nullptr ? site_of_callers(return_address_) : site_;
    }

private:
    const void* return_address_ = nullptr;
    SiteId site_ = 0;
};

/// Adds the place of a site that this process has made, without its callers; returns false if it has not.
bool add_place(Text<path_capacity>& text, SiteId site) noexcept;
/// Adds the place of an object in the data of the program or a library, and returns the number of that file;
/// 0 if it lies elsewhere.
std::uint32_t add_place_of_static(Text<path_capacity>& text, const void* address) noexcept;

} // namespace interleave::preload

/// The site of the call of a hook, and the same for where it may not be needed. They must stand in the hook
/// itself.
#define INTERLEAVE_CALLER ::interleave::preload::site_of_call(__builtin_return_address(0))
#define INTERLEAVE_CALLERS ::interleave::preload::site_of_callers(__builtin_return_address(0))
#define INTERLEAVE_WHERE ::interleave::preload::Where(__builtin_return_address(0))
