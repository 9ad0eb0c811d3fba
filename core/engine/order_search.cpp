// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/order_search.h"

namespace interleave {

namespace {

constexpr std::array kind_names{"right", "wrong", "deadlock", "endless", "failed", "crash", "stuck"};
static_assert(kind_names.size() == static_cast<std::size_t>(OrderKind::count_));
constexpr std::array strategy_names{"all", "few-switches", "random"};

} // namespace

const char* name_of(OrderKind kind) noexcept {
    const auto number = static_cast<std::size_t>(kind);
    return number < kind_names.size() ? kind_names[number] : "?";
}

const char* name_of(Strategy strategy) noexcept {
    return strategy_names[static_cast<std::size_t>(strategy)];
}

} // namespace interleave
