// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/chrome_collection.h"

#include <bit>
#include <functional>

namespace interleave {

namespace {

using EntryKind = ChromeEntry::Kind;

std::string words_of(const ChromeKey& key) {
    return key.kind == ChromeKey::Kind::text ? key.text : std::to_string(key.number);
}

} // namespace

void ChromeCollector::take(const ChromeEvent& event) {
    ChromeCounts& counts = collection_.counts;
    ++counts.events;
    counts.cut_texts += event.is_cut ? 1 : 0;
    switch (event.phase) {
    case 'M':
        take_metadata(event);
        return;
    case 'P':
        ++counts.samples;
        return;
    case 'N':
    case 'O':
    case 'D':
        ++counts.objects;
        return;
    case 'X':
    case 'B':
    case 'E':
    case 'i':
    case 'I':
    case 'R':
    case 'C':
    case 'S':
    case 'T':
    case 'p':
    case 'F':
    case 'b':
    case 'n':
    case 'e':
    case 's':
    case 't':
    case 'f':
        break;
    default:
        ++counts.unknown_phases[static_cast<unsigned char>(event.phase) % counts.unknown_phases.size()];
        return;
    }
    if (!event.time)
        ++(event.has_time ? counts.time_out_of_range : counts.without_time);
    else
        take_timed(event);
}

void ChromeCollector::take_timed(const ChromeEvent& event) {
    switch (event.phase) {
    case 'X':
        take_slice(event);
        break;
    case 'B':
        take_of_thread(event, EntryKind::begin);
        break;
    case 'E':
        take_of_thread(event, EntryKind::end);
        break;
    case 'C':
        take_values(event);
        break;
    case 'S':
    case 'b':
        take_operation(event, EntryKind::operation_begin, event.phase == 'b');
        break;
    case 'F':
    case 'e':
        take_operation(event, EntryKind::operation_end, event.phase == 'e');
        break;
    case 'T':
    case 'p':
    case 'n':
        take_operation(event, EntryKind::operation_mark, event.phase == 'n');
        break;
    case 's':
    case 't':
    case 'f':
        take_flow(event);
        break;
    default: // an instant
        collection_.counts.wide_instants += event.scope == 'g' || event.scope == 'p' ? 1 : 0;
        take_of_thread(event, EntryKind::mark);
    }
    const bool is_of_operation = event.phase == 'b' || event.phase == 'e' || event.phase == 'n';
    if (event.bind_id.kind != ChromeKey::Kind::none && !is_of_operation)
        add_flow(event, "bound\n" + words_of(event.bind_id), event.flows_in, event.flows_out);
    count_what_is_not_shown(event);
}

void ChromeCollector::count_what_is_not_shown(const ChromeEvent& event) {
    ChromeCounts& counts = collection_.counts;
    const bool shows_arguments = event.phase == 'C' || event.phase == 'T' || event.phase == 'p';
    counts.arguments += event.has_arguments && !shows_arguments ? 1 : 0;
    counts.thread_times += event.has_thread_times ? 1 : 0;
    counts.finer_than_ns += event.time->is_whole() ? 0 : 1;
}

void ChromeCollector::take_slice(const ChromeEvent& event) {
    ChromeCounts& counts = collection_.counts;
    FineTime end = *event.time;
    if (!event.duration) {
        if (event.has_duration) { // a number that does not fit
            ++counts.time_out_of_range;
            return;
        }
        ++counts.without_duration;
    } else if (event.duration->is_negative()) {
        ++counts.negative_duration;
    } else if (const auto sum = event.time->plus(*event.duration)) {
        end = *sum;
        counts.finer_than_ns += event.time->is_whole() && !sum->is_whole() ? 1 : 0;
    } else {
        ++counts.time_out_of_range;
        return;
    }
    take_of_thread(event, EntryKind::slice, end.nanoseconds());
}

ChromeName ChromeCollector::name_of(const ChromeEvent& event) {
    const ChromeName name = collection_.names.number_of(event.name);
    collection_.counts.of_too_many_names += name == ChromeNames::others ? 1 : 0;
    return name;
}

void ChromeCollector::add(const ChromeEvent& event, EntryKind kind, std::uint32_t track,
                          std::uint16_t process, std::int64_t detail, ChromeName name) {
    const auto number = static_cast<std::uint32_t>(collection_.entries.size());
    collection_.entries.push_back({event.time->nanoseconds(), detail, track, number, name, process, 0, kind});
}

void ChromeCollector::take_of_thread(const ChromeEvent& event, EntryKind kind, std::int64_t detail) {
    const std::uint16_t process = collection_.tracks.process(event.pid);
    const std::uint32_t thread = collection_.tracks.thread(process, event.tid);
    if (thread == ChromeTracks::no_thread) {
        ++collection_.counts.of_too_many_tracks;
        return;
    }
    add(event, kind, thread, process, detail, name_of(event));
}

void ChromeCollector::take_operation(const ChromeEvent& event, EntryKind kind, bool is_nestable) {
    const std::uint16_t process = collection_.tracks.process(event.pid);
    if (process == ChromeTracks::no_process) {
        ++collection_.counts.of_too_many_tracks;
        return;
    }
    // The ends of the older kind have the name of their begin, those of the newer one need none.
    key_ = (is_nestable ? "n" : "s" + event.name) + '\n' + event.category;
    if (event.id_is_local)
        key_ += '\n' + std::to_string(process);
    auto scope = scopes_.find(key_);
    if (scope == scopes_.end()) {
        if (scopes_.size() == most_scopes) {
            ++collection_.counts.of_too_many_tracks;
            return;
        }
        scope = scopes_.emplace(key_, static_cast<std::uint32_t>(scopes_.size())).first;
    }
    const std::uint64_t id =
        event.id.kind == ChromeKey::Kind::text ? std::hash<std::string>()(event.id.text) : event.id.number;
    const bool is_step = event.phase == 'T' || event.phase == 'p';
    ChromeName name = name_of(event);
    if (is_step && !event.argument_name.empty())
        name = collection_.names.number_of(event.argument_name);
    add(event, kind, scope->second, process, std::bit_cast<std::int64_t>(id), name);
}

/// A flow goes from its begin over its steps to its end, which have its name, category and id.
void ChromeCollector::take_flow(const ChromeEvent& event) {
    std::string key = event.name + '\n' + event.category + '\n' + words_of(event.id);
    if (event.id_is_local)
        key += '\n' + std::to_string(collection_.tracks.process(event.pid));
    add_flow(event, key, event.phase != 's', event.phase != 'f');
}

void ChromeCollector::add_flow(const ChromeEvent& event, const std::string& key, bool comes_in,
                               bool goes_out) {
    const auto id = std::bit_cast<std::int64_t>(std::uint64_t{std::hash<std::string>()(key)});
    if (comes_in)
        take_of_thread(event, EntryKind::flow_in, id);
    if (goes_out)
        take_of_thread(event, EntryKind::flow_out, id);
}

void ChromeCollector::take_values(const ChromeEvent& event) {
    ChromeCounts& counts = collection_.counts;
    counts.values_that_are_no_numbers += event.has_other_values ? 1 : 0;
    counts.of_too_many_counters += event.has_more_values ? 1 : 0;
    const std::uint16_t process = collection_.tracks.process(event.pid);
    if (process == ChromeTracks::no_process) {
        ++counts.of_too_many_tracks;
        return;
    }
    for (const ChromeValue& value : event.values) {
        if (const auto counter = collection_.counters.note(process, event, value))
            add(event, EntryKind::value, *counter, process, std::bit_cast<std::int64_t>(value.value),
                ChromeNames::none);
        else
            ++counts.of_too_many_counters;
    }
}

void ChromeCollector::take_metadata(const ChromeEvent& event) {
    ChromeTracks& tracks = collection_.tracks;
    const std::uint16_t number = tracks.process(event.pid);
    const bool is_of_thread = event.name == "thread_name" || event.name == "thread_sort_index";
    const std::uint32_t thread = is_of_thread ? tracks.thread(number, event.tid) : ChromeTracks::no_thread;
    if (thread != ChromeTracks::no_thread) {
        ChromeThread& named = tracks.thread_of(thread);
        if (event.name == "thread_name")
            named.name = event.argument_name;
        else
            named.sort_index = event.sort_index;
        return;
    }
    if (number == ChromeTracks::no_process || is_of_thread) {
        ++collection_.counts.of_too_many_tracks;
        return;
    }
    ChromeProcess& process = tracks.process_of(number);
    if (event.name == "process_name")
        process.name = event.argument_name;
    else if (event.name == "process_labels")
        process.labels = event.argument_name;
    else if (event.name == "process_sort_index")
        process.sort_index = event.sort_index;
    else
        ++collection_.counts.other_metadata;
}

} // namespace interleave
