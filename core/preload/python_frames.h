// SPDX-License-Identifier: GPL-3.0-or-later
// Where a thread is in Python: the line of the program, and what of the standard library it has called.
#pragma once

#include "core/event/record.h"
#include "core/event/session_layout.h"
#include "core/preload/python_api.h"
#include "core/preload/text.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace interleave::preload {

/// Of the frames from the innermost one outwards.
struct PythonPlace {
    SiteId site = 0;            ///< of the innermost line that is not of the standard library; 0: all are
    Text<name_capacity> called; ///< the function of the library that this line called: "Semaphore.acquire";
                                ///< without such a line, as in an idle worker of a pool, the innermost method
    std::uintptr_t self =
        0; ///< the object of that method or, if it has none, of one that it called; its address
    Text<name_capacity> type; ///< and that object's type
    std::uintptr_t made = 0;  ///< the outermost object of the library whose __init__ runs, by its address
    Text<name_capacity> made_type;
};

/// Is called when the main interpreter ends: what is kept of its code is no more.
void forget_codes() noexcept;

/// Returns where the calling thread is. is_python_ready() must be true.
PythonPlace python_place() noexcept;

/// Returns the site alone, which is quicker.
SiteId python_line() noexcept;
/// Whether the innermost function is this one: "Condition.wait". It is quick.
bool is_in_function(std::string_view function) noexcept;

/// Whether the innermost function is of the library. It is quick.
bool is_in_library() noexcept;
/// Returns which of these functions of the library stands so many calls outside of the innermost one; their
/// number if it is none of them.
std::size_t function_at(std::size_t depth, std::initializer_list<std::string_view> functions) noexcept;

/// Returns the type of the object whose method is the innermost function, or an empty text.
Text<name_capacity> innermost_type() noexcept;

/// Returns what the library's own lines assign between the program's line and this place: "inqueue.rlock"
/// where a pool makes a queue and that a lock. is_python_ready() must be true.
Text<name_capacity> part_being_made() noexcept;

/// Adds an attribute of a local variable, if one of the innermost frames is of this function: the name of the
/// thread that Thread.start() starts. `object` gets the variable's address, unless it is nullptr. Returns
/// false if none is. is_python_ready() must be true.
bool add_attribute_of_local(Text<name_capacity>& text, const char* function, const char* variable,
                            const char* attribute, std::uintptr_t* object = nullptr) noexcept;

} // namespace interleave::preload
