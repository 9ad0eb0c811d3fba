// SPDX-License-Identifier: GPL-3.0-or-later
// Which of a run's records somebody wants to see: of some lanes, of a kind, of an object, within a stretch of
// time, or with certain words in what is told of them.
#pragma once

#include "core/analysis/merged_records.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

/// A record passes if it meets all of this.
struct EventFilter {
    std::int64_t from = std::numeric_limits<std::int64_t>::min();  ///< ns since the trace's time 0
    std::int64_t until = std::numeric_limits<std::int64_t>::max(); ///< what happens here does not pass
    std::optional<std::vector<std::size_t>> lanes{}; ///< indexes; all lanes, also later ones, if not set
    std::optional<EventKind> kind{};
    ObjectId object = no_object; ///< any if it is no_object
    /// A part of the lane's name, of the kind's, of the object's, or of the detail or printed line, in
    /// capitals or not (of Latin letters without marks); if it has a point or a colon, also of the place in
    /// the source, "counter.cpp:42": a name alone is often in the file's name, too. Everything has an empty
    /// one.
    std::string text{};
    std::optional<std::int64_t> number{}; ///< passes as a value, too, where `text` is not found
    bool with_switches = true;            ///< also what the kernel reported

    bool operator==(const EventFilter&) const = default;
};

/// Returns the indexes of the lanes that a filter lets pass at present.
std::vector<std::size_t> lanes_of(const EventFilter& filter, const Trace& trace);

/// Returns the part of the trace that its filter lets pass, before the records are looked at.
RecordPart part_of(const EventFilter& filter) noexcept;

/// Whether `text` has `part` in it, whether in capitals or not. `part` must be lowered().
bool has_part(std::string_view text, std::string_view part) noexcept;
/// Returns the text with the Latin capitals A to Z made small.
std::string lowered(std::string_view text);

/// Returns a record's place in the source as people write it, "counter.cpp:42"; empty if it is not known.
std::string site_text(const Trace& trace, SiteId site);

/// Decides which records pass a filter. What is asked of names again and again is remembered, so one thread
/// uses it. The trace must outlive it, and may grow.
class EventMatcher {
public:
    EventMatcher(const Trace& trace, const EventFilter& filter);

    /// Whether a record of the filter's lanes and stretch passes.
    bool matches(const MergedRecord& record);

private:
    enum class Known : std::uint8_t { not_yet, yes, no };
    /// What was found last of records of one kind, because most are like the one before.
    struct LastOfKind {
        Known name = Known::not_yet;
        Known site = Known::not_yet;
        Known detail = Known::not_yet;
        SiteId of_site = 0;
        std::uint16_t of_detail = 0;
        std::int64_t of_value = 0;
    };

    bool has_text(const MergedRecord& record);
    bool lane_has(LaneId lane);
    bool object_has(ObjectId object);
    bool kind_has(EventKind kind, LastOfKind& last);
    bool site_has(SiteId site, LastOfKind& last);
    bool detail_has(const MergedRecord& record, LastOfKind& last);

    const Trace& trace_;
    const std::optional<EventKind> kind_;
    const ObjectId object_;
    const std::string text_;      ///< lowered
    const std::string kind_text_; ///< the same with spaces as the names of kinds are shown
    const bool may_be_place_;
    const std::optional<std::int64_t> number_;
    std::vector<Known> lanes_;
    std::vector<Known> objects_;
    std::array<LastOfKind, static_cast<std::size_t>(EventKind::count_)> last_{};
};

} // namespace interleave
