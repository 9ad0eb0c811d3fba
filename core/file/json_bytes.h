// SPDX-License-Identifier: GPL-3.0-or-later
// The bytes of a JSON text as RapidJSON's reader takes them. It needs bounded memory whatever they are,
// because long strings lose their ends before the reader sees them.
#pragma once

#include "core/file/input_bytes.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace interleave {

/// A stream of RapidJSON's. Beside handing on bytes it knows whether it is in a string, and how deep in
/// objects and arrays, so that what the reader cannot read can be skipped. One thread uses it. Take() and
/// skip_…() throw as InputBytes::look() does.
class JsonBytes {
public:
    using Ch = char;

    /// Of a longer string the end is left out.
    static constexpr std::size_t most_string_bytes = 4'096;
    /// In a number of more characters the text seems to end; number_is_too_long() says so.
    static constexpr std::size_t most_number_bytes = 1'000;

    /// `bytes` must outlive it. A byte order mark at their beginning is left out.
    explicit JsonBytes(InputBytes& bytes);

    /// Returns the next byte, 0 at the end.
    char Peek() const noexcept { return current_; }
    char Take() {
        const char taken = current_;
        note(taken);
        return taken;
    }
    /// Returns how many bytes of the unpacked text were passed.
    std::size_t Tell() const noexcept {
        return static_cast<std::size_t>(first_offset_) + static_cast<std::size_t>(at_ - begin_);
    }

    /// Whether there are no more bytes: a byte 0 within the text is none.
    bool is_at_end() const noexcept { return over_; }
    bool number_is_too_long() const noexcept { return number_is_too_long_; }
    /// Returns how many objects and arrays are open.
    std::uint64_t depth() const noexcept { return depth_; }
    bool is_in_string() const noexcept { return in_string_; }

    void skip_whitespace();
    /// Goes on until at most `depth` objects and arrays are open and no string is, or to the end.
    void skip_to_depth(std::uint64_t depth);

    // RapidJSON asks for these in order to write in place, which nobody does here.
    char* PutBegin() noexcept { return nullptr; }
    void Put(char) noexcept {}
    void Flush() noexcept {}
    std::size_t PutEnd(char*) noexcept { return 0; }

private:
    enum class Escape : std::uint8_t { none, after_backslash, in_code_unit };

    void note(char taken) {
        if (in_string_)
            note_in_string(taken);
        else
            note_outside(taken);
        if (!number_is_too_long_)
            advance();
        if (is_to_be_cut_)
            skip_rest_of_string();
    }
    void note_in_string(char taken) noexcept;
    void note_outside(char taken) noexcept;
    void skip_rest_of_string();
    void advance() {
        if (over_)
            return;
        if (++at_ == end_)
            refill();
        else
            current_ = *at_;
    }
    void refill();

    InputBytes& bytes_;
    const char* begin_ = nullptr; ///< of what bytes_ showed last
    const char* at_ = nullptr;
    const char* end_ = nullptr;
    std::uint64_t first_offset_ = 0; ///< of begin_
    char current_ = '\0';
    bool over_ = false;
    bool in_string_ = false;
    bool number_is_too_long_ = false;
    Escape escape_ = Escape::none;     ///< of a string, as the members up to string_bytes_ are
    std::uint8_t hex_digits_left_ = 0; ///< of an escaped code unit
    std::uint16_t code_unit_ = 0;
    bool is_half_a_pair_ = false; ///< the last letter is the first half of a surrogate pair
    bool is_to_be_cut_ = false;   ///< here, before the next byte
    std::size_t string_bytes_ = 0;
    std::size_t number_bytes_ = 0;
    std::uint64_t depth_ = 0;
};

} // namespace interleave
