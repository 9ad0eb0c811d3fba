// SPDX-License-Identifier: GPL-3.0-or-later
// Which moment of one lane let another lane go on: the release that a wait ended with, the sending of a
// message that is received, the start of a worker.
#pragma once

#include "core/analysis/merged_records.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace interleave {

struct WaitLink {
    struct Moment {
        LaneId lane = no_lane;
        std::int64_t time = 0; ///< ns since the trace's time 0
        EventKind kind = EventKind::none;
        SiteId site = 0;
    };
    Moment cause;  ///< a release, send, notification, the end of a lane …
    Moment effect; ///< what the other lane did when it went on
    ObjectId object = no_object;
    std::optional<std::int64_t> message{}; ///< its number, of a message
    std::optional<std::int64_t> since{};   ///< when the wait began that the effect ended, if it ended one
    bool is_named = false;                 ///< the records name both ends, so that none was concluded
};

/// Follows a run record by record. A link is told where the records name the lane that was woken; else it is
/// the last release of the object by another lane since the wait began, which is what made it free. One
/// thread uses it.
class WaitLinks {
public:
    explicit WaitLinks(const Trace& trace);

    /// Takes the next record of all lanes in order of time. Returns the link that this record completes, if
    /// any.
    std::optional<WaitLink> take(const MergedRecord& record);
    /// Returns when the message was sent that the record taken last received, also where the lane sent it
    /// itself. Nothing if it received none, or if its sending is not known.
    std::optional<std::int64_t> sent_at() const noexcept { return sent_at_; }
    /// Returns how many messages were sent that nobody could be told to receive, because more were under way
    /// than are remembered.
    std::uint64_t forgotten_messages() const noexcept { return forgotten_messages_; }

private:
    static constexpr std::size_t most_messages = std::size_t{1} << 18U;

    using Moment = WaitLink::Moment;
    struct Wait {
        ObjectId object = no_object;
        std::int64_t since = 0;
    };
    struct Wake {
        ObjectId object = no_object;
        Moment cause{};
    };

    std::optional<WaitLink> end_wait(const MergedRecord& record);
    std::optional<WaitLink> link_of(LaneId lane, const Wait& wait, const MergedRecord& record) const;
    std::optional<WaitLink> receive(const MergedRecord& record);
    void note_cause(const MergedRecord& record);
    void note_woken(std::uint64_t lane, const MergedRecord& record, const Moment& cause);

    const Trace& trace_;
    std::vector<Wait> waits_;      ///< by lane
    std::vector<Wake> wakes_;      ///< by lane: who was said to wake it last
    std::vector<Moment> releases_; ///< by object: the last that lets one go on that waits for it
    std::vector<Moment> receipts_; ///< by object: the last that makes room for one that sends
    std::vector<Moment> takings_;  ///< by object: the last acquisition, for which who had to drop a GIL waits
    std::vector<Moment> arrivals_; ///< by object: the last that came to wait for it
    std::vector<Moment> starts_;   ///< by object: who started the worker
    std::vector<Moment> ends_;     ///< by object: the end of the worker's lane
    std::map<std::pair<ObjectId, std::int64_t>, Moment> messages_; ///< under way
    std::optional<std::int64_t> sent_at_;                          ///< the message that was received last
    std::uint64_t forgotten_messages_ = 0;
};

} // namespace interleave
