// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/preload/object_table.h"

#include "core/preload/place.h"
#include "core/preload/python_source.h"
#include "core/preload/session.h"
#include "core/preload/text.h"

namespace interleave::preload {

constinit std::array<std::atomic<std::uint32_t>, Wanted::places> Wanted::counts_{};

namespace {

/// Open addressing. An entry is never removed, because others may stand behind it; forgotten ones keep their
/// key and serve again for the same address.
constexpr std::size_t capacity = std::size_t{1} << 16U;
constexpr std::size_t most_probes = 64;
constinit std::array<KnownObject, capacity> table{};

std::size_t place_of(std::uintptr_t key) noexcept {
    return (key * 0x9E37'79B9'7F4A'7C15U) >> 48U;
}

/// An object of Python has the name that the program gives it.
ObjectId named_after_source(KnownObject& entry, ObjectKind kind) noexcept {
    const SiteId site = entry.made_at.load(std::memory_order_relaxed);
    const char* const type = entry.type.load(std::memory_order_relaxed);
    Text<name_capacity> name =
        entry.is_seen_in_use.load(std::memory_order_relaxed) ? used_at(site) : assigned_at(site, type);
    // What the interpreter makes for itself on the way is none of the program's.
    if (name.empty() && is_import(site)) {
        entry.is_quiet.store(true, std::memory_order_relaxed);
        return no_object;
    }
    if (name.empty()) {
        name.add(type);
        Text<path_capacity> place;
        if (add_line(place, site))
            name.add(" at ").add(last_part(place.view()));
    }
    return session()->claim_object(kind, name.view());
}

/// The name is that of the place until who reads the records has looked at the program's debugging
/// information. The number behind it, which is known to them before the object, is that of the file in which
/// the object lies, or of the place from which it is used: "mutex a.out+0x4040#7".
ObjectId named_after_place(const void* address, ObjectKind kind, SiteId site) noexcept {
    Text<name_capacity> name;
    name.add(name_of(kind));
    Text<path_capacity> place;
    std::uint32_t file = add_place_of_static(place, address);
    if (file == 0 && add_place(place, site))
        file = site_file(site);
    if (file != 0)
        name.add(" ").add(last_part(place.view())).add("#").add_number(file);
    return session()->claim_object(kind, name.view());
}

} // namespace

KnownObject* find_entry(std::uintptr_t key) noexcept {
    std::size_t at = place_of(key);
    for (std::size_t probe = 0; probe < most_probes && key != 0; ++probe, at = (at + 1) % capacity) {
        const std::uintptr_t found = table[at].key.load(std::memory_order_acquire);
        if (found == key)
            return &table[at];
        if (found == 0)
            return nullptr;
    }
    return nullptr;
}

KnownObject* entry_of(std::uintptr_t key) noexcept {
    std::size_t at = place_of(key);
    for (std::size_t probe = 0; probe < most_probes && key != 0; ++probe, at = (at + 1) % capacity) {
        std::uintptr_t found = table[at].key.load(std::memory_order_acquire);
        if (found == 0 && table[at].key.compare_exchange_strong(found, key, std::memory_order_acq_rel))
            return &table[at];
        if (found == key)
            return &table[at];
    }
    return nullptr;
}

ObjectId object_of(const KnownObject& entry) noexcept {
    const std::uint64_t object = entry.object.load(std::memory_order_acquire);
    const bool holds_here =
        object >> 32U == process_number() || entry.is_shared.load(std::memory_order_relaxed);
    return holds_here ? static_cast<ObjectId>(object) : no_object;
}

void set_object(KnownObject& entry, ObjectId object) noexcept {
    entry.object.store(std::uint64_t{process_number()} << 32U | object, std::memory_order_release);
}

ObjectId object_at(const void* address, ObjectKind kind, SiteId site) noexcept {
    KnownObject* const entry = entry_of(key_of(address));
    if (entry == nullptr) {
        session()->count_refusal();
        return no_object;
    }
    std::uint64_t before = entry->object.load(std::memory_order_acquire);
    if (const ObjectId known = object_of(*entry); known != no_object)
        return known;
    const ObjectId made = entry->is_of_python.load(std::memory_order_relaxed)
                              ? named_after_source(*entry, kind)
                              : named_after_place(address, kind, site);
    // Of two lanes that come for the first time at once, the object of the second stays unused.
    const std::uint64_t mine = std::uint64_t{process_number()} << 32U | made;
    if (!entry->object.compare_exchange_strong(before, mine, std::memory_order_acq_rel))
        return static_cast<ObjectId>(before);
    return made;
}

void forget_object(const void* address) noexcept {
    if (KnownObject* const entry = find_entry(key_of(address))) {
        entry->object.store(no_object, std::memory_order_relaxed);
        entry->is_shared.store(false, std::memory_order_relaxed);
        entry->is_quiet.store(false, std::memory_order_relaxed);
        entry->is_of_python.store(false, std::memory_order_relaxed);
        entry->is_seen_in_use.store(false, std::memory_order_relaxed);
        entry->was_waited_for.store(false, std::memory_order_relaxed);
        entry->waited_for.store(no_object, std::memory_order_relaxed);
        entry->made_at.store(0, std::memory_order_relaxed);
        entry->task.store(0, std::memory_order_relaxed);
    }
}

} // namespace interleave::preload
