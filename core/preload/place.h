// SPDX-License-Identifier: GPL-3.0-or-later
// Places in the machine code of the program and its libraries, as sites of records: "/usr/bin/xz+0x12a4".
#pragma once

#include "core/event/record.h"
#include "core/event/session_layout.h"
#include "core/preload/text.h"

namespace interleave::preload {

/// Returns the site of the call that returns to `address`; 0 if its file is not known, or the table of sites
/// is full. It takes no lock and allocates nothing.
SiteId site_of_call(const void* address) noexcept;

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

private:
    const void* return_address_ = nullptr;
    SiteId site_ = 0;
};

/// Adds the place of a site that this process has made; returns false if it has not.
bool add_place(Text<path_capacity>& text, SiteId site) noexcept;
/// Adds the place of an object in the data of the program or a library; returns false if it lies elsewhere.
bool add_place_of_static(Text<path_capacity>& text, const void* address) noexcept;

} // namespace interleave::preload

/// The site of the call of a hook, and the same for where it may not be needed. They must stand in the hook
/// itself.
#define INTERLEAVE_CALLER ::interleave::preload::site_of_call(__builtin_return_address(0))
#define INTERLEAVE_WHERE ::interleave::preload::Where(__builtin_return_address(0))
