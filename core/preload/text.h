// SPDX-License-Identifier: GPL-3.0-or-later
// Text of a bounded length, for where nothing may be allocated.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string_view>

namespace interleave::preload {

/// What does not fit is cut. The text always ends with a zero.
template <std::size_t capacity>
class Text {
public:
    Text() noexcept = default;

    Text& add(std::string_view more) noexcept {
        const std::size_t room = capacity - 1 - size_;
        const std::size_t taken = more.size() < room ? more.size() : room;
        std::memcpy(text_.data() + size_, more.data(), taken);
        size_ += taken;
        text_[size_] = '\0';
        return *this;
    }
    Text& add_number(std::uint64_t number, unsigned base = 10) noexcept {
        constexpr std::size_t most_digits = 20;
        std::array<char, most_digits> digits{};
        std::size_t first = most_digits;
        do {
            digits[--first] = "0123456789abcdef"[number % base];
            number /= base;
        } while (number != 0);
        return add({digits.data() + first, most_digits - first});
    }
    void clear() noexcept {
        size_ = 0;
        text_[0] = '\0';
    }

    bool empty() const noexcept { return size_ == 0; }
    std::string_view view() const noexcept { return {text_.data(), size_}; }
    const char* c_str() const noexcept { return text_.data(); }

private:
    std::array<char, capacity> text_{};
    std::size_t size_ = 0;
};

/// Returns what stands behind the last slash.
inline std::string_view last_part(std::string_view path) noexcept {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos
               ? path
               : std::string_view(path.data() + slash + 1, path.size() - slash - 1);
}

/// Returns a number for two texts, one behind the other (FNV-1a), never 0.
inline std::uint64_t key_of_text(std::string_view text, std::string_view more = {}) noexcept {
    std::uint64_t key = 0xcbf2'9ce4'8422'2325U;
    for (const std::string_view part : {text, more})
        for (const char letter : part)
            key = (key ^ static_cast<unsigned char>(letter)) * 0x100'0000'01b3U;
    return key != 0 ? key : 1;
}

} // namespace interleave::preload
