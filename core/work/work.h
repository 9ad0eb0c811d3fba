// SPDX-License-Identifier: GPL-3.0-or-later
// Named pieces of work on a lane.
#pragma once

#include "core/event/record.h"

#include <source_location>
#include <string_view>

namespace interleave {

/// A name that is registered once and used often. Create it before the workers start, so that all use the
/// same object.
class Label {
public:
    explicit Label(std::string_view name);
    ObjectId object() const noexcept { return object_; }

private:
    ObjectId object_;
};

/// Records that the lane does the named work from here to the end of the block.
class [[nodiscard]] Work {
public:
    explicit Work(const Label& label, std::source_location where = std::source_location::current()) noexcept;
    ~Work();
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;

private:
    ObjectId object_;
    SiteId site_;
};

/// Records a named moment on the lane, with a number.
void mark(const Label& label, std::uint64_t value = 0,
          std::source_location where = std::source_location::current()) noexcept;

} // namespace interleave
