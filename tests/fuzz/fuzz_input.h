// SPDX-License-Identifier: GPL-3.0-or-later
// Reads numbers, texts and bytes from the bytes that a fuzz target gets, from front to back.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace interleave {

/// Where the bytes are used up, numbers are 0 and texts empty. The bytes are not owned.
class FuzzInput {
public:
    FuzzInput(const std::uint8_t* bytes, std::size_t size) noexcept : left_(bytes, size) {}

    bool empty() const noexcept { return left_.empty(); }

    template <typename T>
    T number() noexcept {
        static_assert(std::is_integral_v<T>);
        T value{};
        const auto from = take(sizeof value);
        if (!from.empty())
            std::memcpy(&value, from.data(), from.size());
        return value;
    }
    /// Returns a number from 0 to `most`.
    std::uint32_t up_to(std::uint32_t most) noexcept { return number<std::uint32_t>() % (most + 1); }
    bool flag() noexcept { return (number<std::uint8_t>() & 1U) != 0; }
    std::vector<std::uint8_t> bytes(std::size_t most) {
        const auto from = take(most);
        return {from.begin(), from.end()};
    }
    /// Returns a text whose length is read first, at most `most` bytes.
    std::string text(std::uint8_t most) {
        const auto from = take(number<std::uint8_t>() % (most + 1U));
        return {from.begin(), from.end()};
    }

private:
    std::span<const std::uint8_t> take(std::size_t most) noexcept {
        const auto taken = left_.first(std::min(most, left_.size()));
        left_ = left_.subspan(taken.size());
        return taken;
    }

    std::span<const std::uint8_t> left_;
};

} // namespace interleave
