// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rows/arranged_rows.h"

#include "core/analysis/object_users.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace interleave {

namespace {

struct ArrangedRowsWords {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

RowKey lane_key(const Trace& trace, std::size_t index) {
    return {RowKey::Kind::lane, trace.lane(index).id()};
}

RowKey object_key(const Trace& trace, std::size_t index) {
    return {RowKey::Kind::object, trace.object(index).id()};
}

std::uint32_t pid_of(const Trace& trace, const TimelineRow& row) {
    return static_cast<std::uint32_t>(std::max(0, trace.lane(row.index).pid()));
}

/// Puts the rows into the user's order. A row that this does not name follows the row before it.
std::vector<TimelineRow> in_order(const Trace& trace, const std::vector<TimelineRow>& all,
                                  const std::vector<RowKey>& order) {
    if (order.empty())
        return all;
    std::map<RowKey, std::size_t> places; // by name, from 1
    for (std::size_t place = 0; place < order.size(); ++place)
        places.emplace(order[place], place + 1);
    std::vector<std::pair<std::size_t, const TimelineRow*>> placed;
    std::size_t place = 0;
    for (const TimelineRow& row : all) {
        if (const auto found = places.find(key_of(trace, row)); found != places.end())
            place = found->second;
        placed.emplace_back(place, &row);
    }
    std::ranges::stable_sort(placed, {}, &std::pair<std::size_t, const TimelineRow*>::first);
    std::vector<TimelineRow> rows;
    for (const auto& [_, row] : placed)
        rows.push_back(*row);
    return rows;
}

/// Returns the pids of the processes that have a heading.
std::set<std::uint32_t> processes_with_heading(const Trace& trace, const std::vector<TimelineRow>& rows) {
    std::map<std::uint32_t, std::size_t> lanes;
    for (const TimelineRow& row : rows)
        if (row.is_of_lanes())
            ++lanes[pid_of(trace, row)];
    lanes.erase(0); // not known
    std::set<std::uint32_t> several;
    for (const auto& [pid, count] : lanes)
        if (lanes.size() > 1 && count > 1)
            several.insert(pid);
    return several;
}

/// Puts the lanes of a process together, where its first one stands, and a heading above them.
std::vector<TimelineRow> with_headings(const Trace& trace, const std::vector<TimelineRow>& rows) {
    const std::set<std::uint32_t> several = processes_with_heading(trace, rows);
    if (several.empty())
        return rows;
    std::map<std::uint32_t, std::vector<TimelineRow>> lanes;
    for (const TimelineRow& row : rows)
        if (row.is_of_lanes() && several.contains(pid_of(trace, row)))
            lanes[pid_of(trace, row)].push_back(row);
    std::vector<TimelineRow> grouped;
    for (const TimelineRow& row : rows) {
        if (!row.is_of_lanes() || !several.contains(pid_of(trace, row))) {
            grouped.push_back(row);
            continue;
        }
        std::vector<TimelineRow>& group = lanes[pid_of(trace, row)];
        if (group.empty()) // all of them stand below the first one's heading already
            continue;
        TimelineRow heading{TimelineRow::Kind::process, row.index, row.source};
        for (TimelineRow& lane : group) {
            lane.is_in_process = true;
            if (lane.members.empty())
                heading.members.push_back(lane.index);
            heading.members.insert(heading.members.end(), lane.members.begin(), lane.members.end());
        }
        std::ranges::sort(heading.members);
        heading.is_low = true;
        grouped.push_back(heading);
        grouped.insert(grouped.end(), group.begin(), group.end());
        group.clear();
    }
    return grouped;
}

/// Leaves out of the rows what one condition excludes, and counts it. A row that loses a part of its members
/// keeps its index, and so its name.
class Sieve {
public:
    Sieve(const Trace& trace, std::function<bool(const RowKey&)> is_left_out, HiddenRows& count)
        : trace_(trace)
        , is_left_out_(std::move(is_left_out))
        , count_(count) {}

    void apply(std::vector<TimelineRow>& rows) {
        std::erase_if(rows, [this](TimelineRow& row) { return !keeps(row); });
    }

private:
    /// Takes members out of the row, and returns whether anything is left of it.
    bool keeps(TimelineRow& row) {
        if (row.members.empty()) {
            const RowKey key = key_of(trace_, row);
            if (is_left_out_(key)) {
                count(key);
                return false;
            }
            return true;
        }
        std::erase_if(row.members, [&](std::size_t index) {
            const RowKey key = row.is_of_lanes() ? lane_key(trace_, index) : object_key(trace_, index);
            const bool out = is_left_out_(key);
            if (out && row.kind != TimelineRow::Kind::process) // its lanes count in their own rows
                count(key);
            return out;
        });
        return !row.members.empty();
    }
    void count(const RowKey& key) {
        switch (key.kind) {
        case RowKey::Kind::lane:
            ++count_.lanes;
            break;
        case RowKey::Kind::object:
            ++count_.objects;
            break;
        case RowKey::Kind::processor:
            ++count_.processors;
            break;
        case RowKey::Kind::process:
            break;
        }
    }

    const Trace& trace_;
    std::function<bool(const RowKey&)> is_left_out_;
    HiddenRows& count_;
};

bool has_text(const Trace& trace, const RowKey& key, const QString& text) {
    switch (key.kind) {
    case RowKey::Kind::lane:
        return QString::fromStdString(trace.lane(key.number).name()).contains(text, Qt::CaseInsensitive);
    case RowKey::Kind::object: {
        const Object* const object = trace.find_object(key.number);
        return object != nullptr &&
               QString::fromStdString(object->name()).contains(text, Qt::CaseInsensitive);
    }
    case RowKey::Kind::processor:
        return ArrangedRowsWords::tr("CPU %1").arg(key.number).contains(text, Qt::CaseInsensitive);
    case RowKey::Kind::process:
        break;
    }
    return false;
}

bool passes(const Trace& trace, const RowKey& key, const RowFilter& filter,
            const std::vector<LaneId>* users) {
    const bool is_lane = key.kind == RowKey::Kind::lane;
    if (filter.waiting && is_lane && !has_waited(trace, trace.lane(key.number)))
        return false;
    if (filter.object != 0 && is_lane && users != nullptr && !std::ranges::binary_search(*users, key.number))
        return false;
    return filter.text.empty() || has_text(trace, key, QString::fromStdString(filter.text));
}

/// Lets collapsed headings stand for their lanes.
void collapse(const Trace& trace, std::vector<TimelineRow>& rows, const std::set<std::uint32_t>& collapsed) {
    if (collapsed.empty())
        return;
    std::erase_if(rows, [&](const TimelineRow& row) {
        return row.is_in_process && collapsed.contains(pid_of(trace, row));
    });
    for (TimelineRow& row : rows)
        if (row.kind == TimelineRow::Kind::process && collapsed.contains(pid_of(trace, row))) {
            row.is_collapsed = true;
            row.is_low = false;
        }
}

void pin(const Trace& trace, std::vector<TimelineRow>& rows, const std::set<RowKey>& pinned) {
    for (TimelineRow& row : rows) {
        row.is_pinned = !row.is_heading() && pinned.contains(key_of(trace, row));
        if (row.is_pinned)
            row.is_in_process = false; // it leaves its heading
    }
    std::ranges::stable_partition(rows, [](const TimelineRow& row) { return row.is_pinned; });
}

/// The first and one behind the last row of what moves together with a row: a heading and its lanes.
struct RowBlock {
    std::size_t first;
    std::size_t end;
};

RowBlock block_of(std::span<const TimelineRow> shown, std::size_t row) {
    RowBlock block{row, row + 1};
    while (shown[block.first].is_in_process)
        --block.first; // the heading stands above them
    if (shown[block.first].is_heading())
        for (block.end = block.first + 1; block.end < shown.size() && shown[block.end].is_in_process;)
            ++block.end;
    return block;
}

} // namespace

QString hidden_text(const HiddenRows& hidden) {
    QStringList parts;
    const auto add = [&parts](std::size_t count, const QString& one, const QString& several) {
        if (count > 0)
            parts << (count == 1 ? one : several.arg(count));
    };
    add(hidden.lanes, ArrangedRowsWords::tr("1 lane"), ArrangedRowsWords::tr("%1 lanes"));
    add(hidden.objects, ArrangedRowsWords::tr("1 object"), ArrangedRowsWords::tr("%1 objects"));
    add(hidden.processors, ArrangedRowsWords::tr("1 processor"), ArrangedRowsWords::tr("%1 processors"));
    return parts.join(QStringLiteral(", "));
}

RowKey key_of(const Trace& trace, const TimelineRow& row) {
    switch (row.kind) {
    case TimelineRow::Kind::lane:
    case TimelineRow::Kind::short_lives:
        break;
    case TimelineRow::Kind::object:
    case TimelineRow::Kind::unused:
        return object_key(trace, row.index);
    case TimelineRow::Kind::processor:
        return {RowKey::Kind::processor, static_cast<std::uint32_t>(row.index)};
    case TimelineRow::Kind::process:
        return {RowKey::Kind::process, pid_of(trace, row)};
    }
    return lane_key(trace, row.index);
}

std::vector<RowKey> keys_of(const Trace& trace, const TimelineRow& row) {
    if (row.members.empty())
        return {key_of(trace, row)};
    std::vector<RowKey> keys;
    for (const std::size_t index : row.members)
        keys.push_back(row.is_of_lanes() ? lane_key(trace, index) : object_key(trace, index));
    return keys;
}

ArrangedRows arranged_rows(const Trace& trace, const std::vector<TimelineRow>& all,
                           const RowArrangement& arrangement, const std::vector<LaneId>* users) {
    ArrangedRows arranged;
    arranged.rows = with_headings(trace, in_order(trace, all, arrangement.order));
    if (!arrangement.hidden.empty())
        Sieve(
            trace, [&](const RowKey& key) { return arrangement.hidden.contains(key); }, arranged.by_hand)
            .apply(arranged.rows);
    if (!arrangement.filter.empty())
        Sieve(
            trace, [&](const RowKey& key) { return !passes(trace, key, arrangement.filter, users); },
            arranged.by_filter)
            .apply(arranged.rows);
    collapse(trace, arranged.rows, arrangement.collapsed);
    pin(trace, arranged.rows, arrangement.pinned);
    return arranged;
}

RowArrangement with_row_hidden(RowArrangement arrangement, const Trace& trace, const TimelineRow& row) {
    for (const RowKey& key : keys_of(trace, row))
        arrangement.hidden.insert(key);
    return arrangement;
}

RowArrangement with_all_shown(RowArrangement arrangement) {
    arrangement.hidden.clear();
    arrangement.filter = {};
    return arrangement;
}

RowArrangement with_pin_toggled(RowArrangement arrangement, const Trace& trace, const TimelineRow& row) {
    const RowKey key = key_of(trace, row);
    if (!row.is_heading() && arrangement.pinned.erase(key) == 0)
        arrangement.pinned.insert(key);
    return arrangement;
}

RowArrangement with_process_toggled(RowArrangement arrangement, const Trace& trace, const TimelineRow& row) {
    const bool has_heading = row.kind == TimelineRow::Kind::process || row.is_in_process;
    if (has_heading && arrangement.collapsed.erase(pid_of(trace, row)) == 0)
        arrangement.collapsed.insert(pid_of(trace, row));
    return arrangement;
}

std::size_t neighbour_to_move_to(std::span<const TimelineRow> shown, std::size_t from, int by) {
    if (from >= shown.size())
        return from;
    const RowBlock block = shown[from].is_in_process ? RowBlock{from, from + 1} : block_of(shown, from);
    const bool is_at_end = by < 0 ? block.first == 0 : block.end == shown.size();
    if (is_at_end)
        return from;
    const std::size_t next = by < 0 ? block.first - 1 : block.end;
    if (shown[next].is_pinned != shown[from].is_pinned)
        return from;
    if (shown[from].is_in_process) // it stays below its heading
        return shown[next].is_in_process ? next : from;
    return by < 0 ? block_of(shown, next).first : next;
}

RowArrangement with_row_moved(RowArrangement arrangement, const Trace& trace,
                              const std::vector<TimelineRow>& all, std::span<const TimelineRow> shown,
                              std::size_t from, std::size_t to) {
    if (from >= shown.size() || to >= shown.size() || shown[from].is_pinned != shown[to].is_pinned)
        return arrangement;
    const bool stays_in_process = shown[from].is_in_process;
    const RowBlock moved = stays_in_process ? RowBlock{from, from + 1} : block_of(shown, from);
    const RowBlock target = stays_in_process ? RowBlock{to, to + 1} : block_of(shown, to);
    if (moved.first == target.first ||
        (stays_in_process &&
         (!shown[to].is_in_process || block_of(shown, from).first != block_of(shown, to).first)))
        return arrangement;

    // The order of all rows as it is, also of those that are hidden; a collapsed heading has several.
    std::vector<RowKey> order;
    for (const TimelineRow& row : with_headings(trace, in_order(trace, all, arrangement.order)))
        if (row.kind != TimelineRow::Kind::process)
            order.push_back(key_of(trace, row));
    const auto keys_in = [&](const RowBlock& block) {
        std::set<RowKey> keys;
        for (std::size_t row = block.first; row < block.end; ++row) {
            keys.insert(key_of(trace, shown[row]));
            for (const RowKey& key : keys_of(trace, shown[row]))
                keys.insert(key);
        }
        return keys;
    };
    const std::set<RowKey> moving = keys_in(moved);
    const std::set<RowKey> fixed = keys_in(target);
    const auto moves = [&](const RowKey& key) { return moving.contains(key); };
    std::vector<RowKey> rest;
    std::ranges::remove_copy_if(order, std::back_inserter(rest), moves);
    std::erase_if(order, std::not_fn(moves));
    const auto is_fixed = [&](const RowKey& key) { return fixed.contains(key); };
    const auto before = std::ranges::find_if(rest, is_fixed);
    const auto behind = std::ranges::find_if(rest.rbegin(), rest.rend(), is_fixed).base();
    rest.insert(moved.first > target.first ? before : behind, order.begin(), order.end());
    arrangement.order = std::move(rest);
    return arrangement;
}

} // namespace interleave
