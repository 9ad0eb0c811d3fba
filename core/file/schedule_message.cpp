// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/schedule_message.h"

#include "core/file/text_scan.h"

#include <algorithm>
#include <array>
#include <utility>

namespace interleave {

namespace {

using namespace text_scan;
using LineKind = ScheduleLine::Kind;

constexpr std::size_t none = std::string_view::npos;
constexpr std::size_t longest_message = 4096 + 256; ///< a path, and what stands around it

/// Returns the value of the last " key=" in a message, up to the next blank; nothing if it has none.
std::optional<std::string_view> value_of(std::string_view message, std::string_view key) noexcept {
    for (std::size_t end = message.size(); end > 0;) {
        const std::size_t at = message.rfind(key, end - 1);
        if (at == none)
            return std::nullopt;
        if (at == 0 || is_blank(message[at - 1]))
            return first_word(message.substr(at + key.size()));
        end = at;
    }
    return std::nullopt;
}

/// Reads a thread from "comm=a name pid=12 …": the name may have blanks, and even what looks like the keys.
std::optional<ScheduleTask> keyed_task(std::string_view message, std::string_view name_key,
                                       std::string_view tid_key) noexcept {
    const auto tid = value_of(message, tid_key);
    if (!tid)
        return std::nullopt;
    const auto number = tid_of(*tid);
    if (!number)
        return std::nullopt;
    ScheduleTask task{*number, {}};
    const std::size_t name = message.find(name_key);
    const auto end = static_cast<std::size_t>(tid->data() - message.data()) - tid_key.size();
    if (name != none && name + name_key.size() < end)
        task.name = TaskName(
            known_name(trimmed_end(message.substr(name + name_key.size(), end - name - name_key.size()))));
    return task;
}

/// Reads a thread from the begin of "a name:12 [120] …" and takes it off the message.
std::optional<ScheduleTask> take_short_task(std::string_view& message) noexcept {
    for (std::size_t colon = message.find(':'); colon != none; colon = message.find(':', colon + 1)) {
        std::size_t end = colon + 1;
        while (end < message.size() && is_digit(message[end]))
            ++end;
        const bool is_end = end == message.size() || message[end] == ' ';
        // A name may itself have a colon with digits behind it: then a priority does not follow.
        const bool is_last = message.substr(end).starts_with(" [") || end == message.size();
        const auto tid = tid_of(message.substr(colon + 1, end - colon - 1));
        if (!tid || !is_end || (!is_last && message.find(':', end) != none))
            continue;
        ScheduleTask task{*tid, TaskName(known_name(trimmed(message.substr(0, colon))))};
        message = trimmed(message.substr(end));
        if (message.starts_with('[')) // the priority
            message = trimmed(message.substr(std::min(message.size(), message.find(']')) +
                                             (message.find(']') == none ? 0 : 1)));
        return task;
    }
    return std::nullopt;
}

std::string_view without_prefix(std::string_view text, std::string_view prefix) noexcept {
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

bool read_switch(std::string_view message, ScheduleLine& line) noexcept {
    constexpr std::string_view keyed_arrow = " ==> next_comm=";
    constexpr std::string_view arrow = " ==> ";
    if (const std::size_t at = message.find(keyed_arrow); at != none) {
        const std::string_view left = message.substr(0, at);
        const auto prev = keyed_task(left, "prev_comm=", "prev_pid=");
        const auto next = keyed_task(message.substr(at + arrow.size()), "next_comm=", "next_pid=");
        const auto state = value_of(left, "prev_state=");
        if (!prev || !next || !state || state->empty())
            return false;
        line.task = *prev;
        line.next = *next;
        line.left_as = left_as(*state);
        return true;
    }
    message = without_prefix(message, "task ");
    for (std::size_t at = message.find(arrow); at != none; at = message.find(arrow, at + 1)) {
        std::string_view left = message.substr(0, at);
        std::string_view right = message.substr(at + arrow.size());
        const auto prev = take_short_task(left);
        const auto next = take_short_task(right);
        if (!prev || !next)
            continue;
        line.task = *prev;
        line.next = *next;
        line.left_as = left_as(first_word(left));
        return true;
    }
    return false;
}

bool read_wake(std::string_view message, ScheduleLine& line) noexcept {
    bool is_success = true;
    if (const auto success = value_of(message, "success="))
        is_success = *success != "0";
    const auto cpu_of = [&](std::string_view key) {
        const auto cpu = value_of(message, key);
        return cpu ? number<std::int32_t>(*cpu).value_or(-1) : -1;
    };
    line.target = std::max(cpu_of("target_cpu="), cpu_of("CPU:"));
    auto task = keyed_task(message, "comm=", "pid=");
    if (!task) {
        message = without_prefix(message, "task ");
        task = take_short_task(message);
    }
    if (!task)
        return false;
    line.task = *task;
    if (!is_success)
        line.kind = LineKind::nothing;
    return true;
}

bool read_fork(std::string_view message, ScheduleLine& line) noexcept {
    if (const auto child = keyed_task(message, "child_comm=", "child_pid=")) {
        line.next = *child;
        if (const auto parent = keyed_task(message.substr(0, message.find(" child_comm=")), "comm=", "pid="))
            line.task = *parent;
        return true;
    }
    message = without_prefix(message, "parent ");
    const std::size_t child = message.find(" child ");
    if (child == none)
        return false;
    std::string_view of_child = trimmed(message.substr(child + 7));
    std::string_view of_parent = trimmed(message.substr(0, child));
    const auto next = take_short_task(of_child);
    if (!next)
        return false;
    line.next = *next;
    if (const auto parent = take_short_task(of_parent))
        line.task = *parent;
    return true;
}

bool read_new_task(std::string_view message, ScheduleLine& line) noexcept {
    constexpr std::uint64_t same_process = 0x10000; // CLONE_THREAD
    const auto tid = value_of(message, "pid=");
    const auto flags = value_of(message, "clone_flags=");
    const auto number_of_flags =
        flags ? number<std::uint64_t>(without_prefix(*flags, "0x"), 16) : std::nullopt;
    const auto child = tid ? tid_of(*tid) : std::nullopt;
    if (!child || !number_of_flags)
        return false;
    line.next.tid = *child;
    const std::size_t name = message.find("comm=");
    const std::size_t end = message.find(" clone_flags=");
    if (name != none && name + 5 < end)
        line.next.name = TaskName(known_name(message.substr(name + 5, end - name - 5)));
    line.tells_process = true;
    line.shares_process = (*number_of_flags & same_process) != 0;
    return true;
}

bool read_exit(std::string_view message, ScheduleLine& line) noexcept {
    auto task = keyed_task(message, "comm=", "pid=");
    if (!task) {
        message = without_prefix(message, "task ");
        task = take_short_task(message);
    }
    if (task)
        line.task = *task;
    return task.has_value();
}

/// The kernel names a thread after the file of the program that it begins.
bool read_exec(std::string_view message, ScheduleLine& line) noexcept {
    constexpr std::size_t longest_name = 15;
    const auto tid = value_of(message, "pid=");
    const auto number = tid ? tid_of(*tid) : std::nullopt;
    const std::size_t end = message.rfind(" pid=");
    constexpr std::string_view key = "filename=";
    if (!number || end == none || !message.starts_with(key) || end < key.size())
        return false;
    std::string_view file = message.substr(key.size(), end - key.size());
    file = file.substr(file.rfind('/') + 1); // none is the greatest number, of which one more is 0
    line.task = {*number, TaskName(file.substr(0, longest_name))};
    if (const auto old = value_of(message, "old_pid="))
        line.next.tid = tid_of(*old).value_or(-1);
    return true;
}

bool read_rename(std::string_view message, ScheduleLine& line) noexcept {
    constexpr std::string_view key = " newcomm=";
    const std::size_t name = message.rfind(key);
    if (name == none)
        return false;
    const std::string_view from = message.substr(name + key.size());
    line.task.name = TaskName(known_name(from.substr(0, from.rfind(" oom_score_adj="))));
    line.task.tid = line.current.tid;
    if (message.starts_with("pid=")) {
        const auto tid = tid_of(first_word(message.substr(4)));
        if (!tid)
            return false;
        line.task.tid = *tid;
    }
    return line.task.tid >= 0;
}

/// Of the events of lost records only the number is taken: "PERF_RECORD_LOST lost 12".
bool read_lost(std::string_view message, ScheduleLine& line) noexcept {
    line.number = number<std::uint64_t>(last_word(message)).value_or(0);
    return true;
}

bool read_nothing(std::string_view, ScheduleLine&) noexcept {
    return true;
}

struct EventReader {
    std::string_view name;
    LineKind kind;
    bool (*read)(std::string_view message, ScheduleLine& line) noexcept;
};

constexpr std::array event_readers{
    EventReader{"sched_switch", LineKind::switched, read_switch},
    EventReader{"sched_waking", LineKind::waking, read_wake},
    EventReader{"sched_wakeup", LineKind::woken, read_wake},
    EventReader{"sched_wakeup_new", LineKind::started, read_wake},
    EventReader{"sched_migrate_task", LineKind::nothing, read_nothing},
    EventReader{"sched_process_fork", LineKind::forked, read_fork},
    EventReader{"task_newtask", LineKind::forked, read_new_task},
    EventReader{"sched_process_exit", LineKind::exited, read_exit},
    EventReader{"sched_process_exec", LineKind::renamed, read_exec},
    EventReader{"task_rename", LineKind::renamed, read_rename},
    EventReader{"PERF_RECORD_LOST", LineKind::lost, read_lost},
    EventReader{"PERF_RECORD_LOST_SAMPLES", LineKind::lost, read_lost},
};

} // namespace

std::optional<std::int32_t> tid_of(std::string_view text) noexcept {
    constexpr std::int32_t most_processors = 8192;
    const auto tid = number<std::int32_t>(text);
    if (!tid || *tid > ScheduleTask::greatest + most_processors)
        return std::nullopt;
    return *tid <= ScheduleTask::greatest ? *tid : -1;
}

std::string_view known_name(std::string_view name) noexcept {
    if (name == "<...>" || (name.size() > 1 && name.front() == ':' && tid_of(name.substr(1))))
        return {};
    return name;
}

LeftAs left_as(std::string_view state) noexcept {
    if (state.starts_with('(') && state.ends_with(')'))
        state = state.substr(1, state.size() - 2);
    if (state.empty())
        return LeftAs::unknown;
    if (state.find('+') != none) // taken off its processor, whatever it was about to do
        return LeftAs::preempted;
    const bool is_hex = state.starts_with("0x");
    if (const auto bits = number<std::uint64_t>(is_hex ? state.substr(2) : state, is_hex ? 16 : 10)) {
        constexpr std::uint64_t interruptible = 1;
        constexpr std::uint64_t uninterruptible = 2;
        constexpr std::uint64_t dead = 0x10 | 0x20; // zombie and dead have changed their places
        constexpr std::uint64_t others = 0xcc;      // stopped, traced, parked, idle
        if ((*bits & interruptible) != 0)
            return LeftAs::blocked;
        if ((*bits & uninterruptible) != 0)
            return LeftAs::uninterruptible;
        if ((*bits & dead) != 0)
            return LeftAs::ended;
        return (*bits & others) != 0 ? LeftAs::blocked : LeftAs::preempted;
    }
    LeftAs result = LeftAs::unknown;
    bool is_idle = false; // a thread of the kernel without work counts as uninterruptible, but is not
    for (std::size_t i = 0; i < state.size(); ++i) {
        switch (state[i]) {
        case 'R':
            return LeftAs::preempted;
        case 'S':
        case 'T':
        case 't':
        case 'P':
        case 'I':
            result = LeftAs::blocked;
            break;
        case 'D':
            result = LeftAs::uninterruptible;
            break;
        case 'X':
        case 'Z':
        case 'x':
            return LeftAs::ended;
        case 'N':
            is_idle = true;
            break;
        case 'K':
        case 'W':
        case '|':
            break;
        default: // a number of bits that have no letter
            if (i == 0 || state[i - 1] != '|')
                return LeftAs::unknown;
            i = state.find('|', i) == none ? state.size() : state.find('|', i);
        }
    }
    return is_idle && result == LeftAs::uninterruptible ? LeftAs::blocked : result;
}

void read_message(std::string_view text, ParsedLine& parsed) {
    std::string_view word = first_word(text);
    if (!word.empty() && word.find_first_not_of("0123456789") == none) { // how often the event is counted
        text = trimmed(text.substr(word.size()));
        word = first_word(text);
    }
    const std::string_view message = trimmed(text.substr(word.size()));
    if (!word.ends_with(':') && !word.starts_with("PERF_RECORD_"))
        return;
    while (word.ends_with(':'))
        word.remove_suffix(1);
    parsed.event = word.substr(0, word.find('('));
    for (const std::string_view system : {"sched:", "task:"})
        parsed.event = without_prefix(parsed.event, system);
    for (const EventReader& reader : event_readers) {
        if (reader.name != parsed.event)
            continue;
        parsed.line.kind = reader.kind;
        if (message.size() > longest_message || !reader.read(message, parsed.line))
            parsed.line.kind = LineKind::broken;
        return;
    }
}

} // namespace interleave
