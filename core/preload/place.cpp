// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/place.h"

#include "core/preload/python_api.h"
#include "core/preload/session.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <dlfcn.h>
#include <link.h>
#include <string_view>
#include <unwind.h>

namespace interleave::preload {

namespace {

struct FileAndOffset {
    std::string_view file; ///< empty if it is not known
    std::uintptr_t offset = 0;
};

/// dladdr() would take the loader's lock, which another thread may hold while it waits for a lock of the
/// program that this thread holds; this function takes none.
FileAndOffset file_and_offset(std::uintptr_t address) noexcept {
    dl_find_object found{};
    void* const pointer = reinterpret_cast<void*>(address); // NOLINT(performance-no-int-to-ptr)
    if (_dl_find_object(pointer, &found) != 0 || found.dlfo_link_map == nullptr)
        return {};
    const char* const file = found.dlfo_link_map->l_name;
    return {file != nullptr && *file != '\0' ? std::string_view(file) : program_path(),
            address - found.dlfo_link_map->l_addr};
}

/// Adds "FILE+0xOFFSET".
void add_file_and_offset(Text<path_capacity>& text, const FileAndOffset& place) noexcept {
    text.add(place.file).add("+0x").add_number(place.offset, 16);
}

/// A call and those that led to it, by the addresses that they return to.
class Calls {
public:
    explicit Calls(std::uintptr_t innermost) noexcept : addresses_{innermost}, count_(1) {}

    /// Adds the callers of the function that returns to the innermost address, if it is at work in this
    /// thread.
    void add_callers() noexcept {
        is_found_ = false;
        _Unwind_Backtrace(&Calls::next, this);
    }

    std::uintptr_t innermost() const noexcept { return addresses_[0]; }

    std::uint64_t key() const noexcept {
        std::uint64_t key = 0;
        for (std::size_t i = 0; i < count_; ++i)
            key = (key ^ addresses_[i]) * 0x9E37'79B9'7F4A'7C15U;
        return key != 0 ? key : 1;
    }

    /// Returns false if the file of the innermost is not known. Of the others those are added that have room.
    bool add_to(Text<path_capacity>& text) const noexcept {
        std::string_view last_file;
        for (std::size_t i = 0; i < count_; ++i) {
            // The call itself stands before the address that it returns to.
            const FileAndOffset place = file_and_offset(addresses_[i] - 1);
            if (place.file.empty())
                return i > 0;
            Text<path_capacity> added;
            added.add(i > 0 ? "<" : "");
            if (place.file != last_file)
                added.add(place.file).add("+");
            added.add("0x").add_number(place.offset, 16);
            if (i > 0 && text.view().size() + added.view().size() >= path_capacity)
                return true;
            text.add(added.view());
            last_file = place.file;
        }
        return true;
    }

private:
    static constexpr std::size_t most = 7; ///< a wrapper in a wrapper in one of the standard library
    static constexpr int most_before = 16; ///< functions of this library

    static _Unwind_Reason_Code next(_Unwind_Context* context, void* of) noexcept {
        auto& calls = *static_cast<Calls*>(of);
        const std::uintptr_t address = _Unwind_GetIP(context);
        if (calls.is_found_)
            calls.addresses_[calls.count_++] = address;
        else if (address == calls.addresses_[0])
            calls.is_found_ = true;
        else if (++calls.before_ > most_before)
            return _URC_END_OF_STACK;
        return calls.count_ < most && address != 0 ? _URC_NO_REASON : _URC_END_OF_STACK;
    }

    std::array<std::uintptr_t, most> addresses_;
    std::size_t count_;
    int before_ = 0;
    bool is_found_ = false;
};

/// The sites of this process by their calls. An entry is never removed.
struct Place {
    std::atomic<std::uint64_t> key;        ///< 0: free
    std::atomic<std::uintptr_t> innermost; ///< the address that the innermost call returns to
    std::atomic<SiteId> site;              ///< 0 until it is known
};
constexpr std::size_t capacity = 8192;
constexpr std::size_t most_probes = 32;
constinit std::array<Place, capacity> places{};

SiteId make_site_of(const Calls& calls) noexcept {
    Text<path_capacity> text;
    return calls.add_to(text) ? make_site(session()->file_number(text.view()), 0) : 0;
}

SiteId site_of(const Calls& calls) noexcept {
    const std::uint64_t key = calls.key();
    std::size_t at = (key * 0x9E37'79B9'7F4A'7C15U) >> 51U;
    for (std::size_t probe = 0; probe < most_probes; ++probe, at = (at + 1) % capacity) {
        Place& place = places[at];
        std::uint64_t found = place.key.load(std::memory_order_acquire);
        if (found == 0)
            place.key.compare_exchange_strong(found, key, std::memory_order_acq_rel);
        if (found != 0 && found != key)
            continue;
        SiteId site = place.site.load(std::memory_order_relaxed);
        if (site == 0) {
            site = make_site_of(calls);
            place.innermost.store(calls.innermost(), std::memory_order_relaxed);
            place.site.store(site, std::memory_order_release);
        }
        return site;
    }
    return 0;
}

} // namespace

SiteId site_of_call(const void* address) noexcept {
    return site_of(Calls(reinterpret_cast<std::uintptr_t>(address)));
}

SiteId site_of_callers(const void* address) noexcept {
    Calls calls(reinterpret_cast<std::uintptr_t>(address));
    if (!is_python())
        calls.add_callers();
    return site_of(calls);
}

bool add_place(Text<path_capacity>& text, SiteId site) noexcept {
    for (const Place& known : places) {
        if (site == 0 || known.site.load(std::memory_order_acquire) != site)
            continue;
        const FileAndOffset place = file_and_offset(known.innermost.load(std::memory_order_relaxed) - 1);
        if (!place.file.empty())
            add_file_and_offset(text, place);
        return !place.file.empty();
    }
    return false;
}

std::uint32_t add_place_of_static(Text<path_capacity>& text, const void* address) noexcept {
    const FileAndOffset place = file_and_offset(reinterpret_cast<std::uintptr_t>(address));
    if (place.file.empty())
        return 0;
    add_file_and_offset(text, place);
    return session()->file_number(place.file);
}

} // namespace interleave::preload
