// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a Chrome trace, event by event: an array of events, or an object that has one among other
// things.
#pragma once

#include "core/file/chrome_event_handler.h"
#include "core/file/json_bytes.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

/// One thread uses it. It needs bounded memory, whatever the text is.
class ChromeTraceText {
public:
    /// Whether a file with this beginning can be a Chrome trace: JSON of the right form.
    static bool fits(std::string_view beginning) noexcept;

    /// `bytes` must outlive it.
    explicit ChromeTraceText(InputBytes& bytes);
    ~ChromeTraceText();

    /// Returns the next event, which stays valid until the next call, or nullptr at the end. What is no event
    /// is passed over. Throws Cancelled.
    const ChromeEvent* next();

    /// Whether there was an array of events.
    bool has_events_array() const noexcept { return has_events_array_; }
    /// Says where and why the text ends before it should, after the last event. Empty if it does not.
    const std::string& broken() const noexcept { return broken_; }
    /// Returns at which byte something follows the end of the trace.
    std::optional<std::uint64_t> rest() const noexcept { return rest_; }
    /// Returns how many events could not be read, with what was wrong with the first of them and where.
    std::uint64_t unreadable() const noexcept { return unreadable_; }
    const std::string& first_unreadable() const noexcept { return first_unreadable_; }
    /// Returns how many entries of the array are no objects.
    std::uint64_t strangers() const noexcept { return strangers_; }
    /// Returns the keys beside the events, as many as are kept, and whether there are more.
    const std::vector<std::string>& other_keys() const noexcept { return other_keys_; }
    bool has_more_other_keys() const noexcept { return has_more_other_keys_; }

private:
    enum class Place : std::uint8_t { begin, members, events, end };
    class Reader;

    const ChromeEvent* next_in_array();
    void read_member();
    void begin();
    void close();
    void break_off(const std::string& expected);
    void note_unreadable(const std::string& what, std::size_t offset);

    JsonBytes bytes_;
    std::unique_ptr<Reader> reader_;
    Place place_ = Place::begin;
    bool is_object_ = false;
    bool has_events_array_ = false;
    std::string broken_;
    std::optional<std::uint64_t> rest_;
    std::uint64_t unreadable_ = 0;
    std::string first_unreadable_;
    std::uint64_t strangers_ = 0;
    std::vector<std::string> other_keys_;
    bool has_more_other_keys_ = false;
};

} // namespace interleave
