// SPDX-License-Identifier: GPL-3.0-or-later
// Text on its way to a file: collected into large writes, numbers without a locale.
#pragma once

#include "core/file/output.h"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace interleave {

/// One thread uses it. What was not flushed when it is destroyed is not written.
class TextOutput {
public:
    /// `output` must outlive it.
    explicit TextOutput(Output& output) : output_(output) { buffer_.reserve(full + spare); }

    TextOutput& operator<<(std::string_view text) {
        buffer_ += text;
        if (buffer_.size() >= full)
            flush();
        return *this;
    }
    TextOutput& operator<<(const char* text) { return *this << std::string_view(text); }
    TextOutput& operator<<(const std::string& text) { return *this << std::string_view(text); }
    TextOutput& operator<<(char letter) {
        buffer_ += letter;
        return *this;
    }
    template <std::integral Number>
    TextOutput& operator<<(Number number) {
        if constexpr (std::signed_integral<Number>)
            append_signed(number);
        else
            append_unsigned(number);
        return *this;
    }
    /// Appends a time in µs, exact to the ns: "-1.250".
    TextOutput& microseconds(std::int64_t ns);
    /// Appends the digits of a number with zeros before them up to `width`.
    TextOutput& padded(std::uint64_t number, std::size_t width);

    /// Throws what Output::write() throws.
    void flush() {
        output_.write(buffer_);
        buffer_.clear();
    }

private:
    static constexpr std::size_t full = std::size_t{1} << 18U;
    static constexpr std::size_t spare = std::size_t{1} << 12U; ///< so that the buffer rarely grows

    void append_signed(std::int64_t number);
    void append_unsigned(std::uint64_t number);

    Output& output_;
    std::string buffer_;
};

} // namespace interleave
