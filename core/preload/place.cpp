// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/place.h"

#include "core/preload/session.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <dlfcn.h>
#include <link.h>

namespace interleave::preload {

namespace {

/// The sites of this process by the addresses that calls return to. An entry is never removed.
struct Place {
    std::atomic<std::uintptr_t> address; ///< 0: free
    std::atomic<SiteId> site;            ///< 0 until it is known
};
constexpr std::size_t capacity = 8192;
constexpr std::size_t most_probes = 32;
constinit std::array<Place, capacity> places{};

/// Adds "FILE+0xOFFSET". dladdr() would take the loader's lock, which another thread may hold while it waits
/// for a lock of the program that this thread holds; this function takes none.
bool add_file_and_offset(Text<path_capacity>& text, std::uintptr_t address) noexcept {
    dl_find_object found{};
    void* const pointer = reinterpret_cast<void*>(address); // NOLINT(performance-no-int-to-ptr)
    if (_dl_find_object(pointer, &found) != 0 || found.dlfo_link_map == nullptr)
        return false;
    const char* const file = found.dlfo_link_map->l_name;
    text.add(file != nullptr && *file != '\0' ? std::string_view(file) : program_path());
    text.add("+0x").add_number(address - found.dlfo_link_map->l_addr, 16);
    return true;
}

SiteId make_site_of(std::uintptr_t address) noexcept {
    Text<path_capacity> text;
    // The call itself stands before the address that it returns to.
    if (!add_file_and_offset(text, address - 1))
        return 0;
    return make_site(session()->file_number(text.view()), 0);
}

} // namespace

SiteId site_of_call(const void* address) noexcept {
    const auto key = reinterpret_cast<std::uintptr_t>(address);
    std::size_t at = (key * 0x9E37'79B9'7F4A'7C15U) >> 51U;
    for (std::size_t probe = 0; probe < most_probes; ++probe, at = (at + 1) % capacity) {
        Place& place = places[at];
        std::uintptr_t found = place.address.load(std::memory_order_acquire);
        if (found == 0)
            place.address.compare_exchange_strong(found, key, std::memory_order_acq_rel);
        if (found != 0 && found != key)
            continue;
        SiteId site = place.site.load(std::memory_order_relaxed);
        if (site == 0) {
            site = make_site_of(key);
            place.site.store(site, std::memory_order_relaxed);
        }
        return site;
    }
    return 0;
}

bool add_place(Text<path_capacity>& text, SiteId site) noexcept {
    for (const Place& place : places)
        if (site != 0 && place.site.load(std::memory_order_relaxed) == site)
            return add_file_and_offset(text, place.address.load(std::memory_order_relaxed) - 1);
    return false;
}

bool add_place_of_static(Text<path_capacity>& text, const void* address) noexcept {
    return add_file_and_offset(text, reinterpret_cast<std::uintptr_t>(address));
}

} // namespace interleave::preload
