// SPDX-License-Identifier: GPL-3.0-or-later
// What RapidJSON's reader tells of one event of a Chrome trace, made into a ChromeEvent.
#pragma once

#include "core/file/chrome_event.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace interleave {

/// A handler of RapidJSON's. It returns false, which ends the reading, only for what is nested too deeply.
class ChromeEventHandler {
public:
    /// The reader takes some bytes for each level.
    static constexpr std::uint64_t most_depth = 1'000'000;

    /// Forgets the last event.
    void clear();
    const ChromeEvent& event() const noexcept { return event_; }
    /// Whether the value was an object, as an event is.
    bool is_object() const noexcept { return is_object_; }

    bool Null();
    bool Bool(bool value);
    bool RawNumber(const char* text, unsigned length, bool copy);
    bool String(const char* text, unsigned length, bool copy);
    bool Key(const char* text, unsigned length, bool copy);
    bool StartObject();
    bool EndObject(unsigned);
    bool StartArray();
    bool EndArray(unsigned);

    // All numbers come as texts.
    bool Int(int) { return true; }
    bool Uint(unsigned) { return true; }
    bool Int64(std::int64_t) { return true; }
    bool Uint64(std::uint64_t) { return true; }
    bool Double(double) { return true; }

private:
    enum class Field : std::uint8_t {
        other,
        phase,
        name,
        category,
        pid,
        tid,
        id,
        id2,
        time,
        duration,
        thread_time,
        scope,
        bind_id,
        flow_in,
        flow_out,
        arguments,
    };
    static Field field_of(std::string_view key) noexcept;

    bool take(std::string_view words, bool is_text);
    /// Takes a number or a text, the value of `field_`.
    void take_scalar(std::string_view words, bool is_text);
    void take_argument(std::string_view words, bool is_text);
    std::string bounded(std::string_view words);
    bool wants_values() const noexcept { return event_.phase == 'C' || event_.phase == '\0'; }

    ChromeEvent event_;
    std::uint64_t depth_ = 0;
    bool is_object_ = false;
    Field field_ = Field::other; ///< the key at depth 1 whose value comes
    std::string argument_;       ///< the key at depth 2
};

} // namespace interleave
