// SPDX-License-Identifier: GPL-3.0-or-later
// Implements Process::spawn(), and the start of the new program.
#include "core/work/process.h"

#include "core/event/error.h"
#include "core/event/fatal_signal.h"
#include "core/event/recorder.h"
#include "core/event/refused_call.h"
#include "core/event/session_region.h"
#include "core/sync/hand_over.h"
#include "core/sync/stopped.h"
#include "core/work/process_child.h"

#include <array>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <new>
#include <spawn.h>
#include <unistd.h>

namespace interleave {

namespace {

/// The descriptor at which the new program finds the session's memory.
constexpr int region_descriptor = 3;
/// The offset for a `shared` of nullptr; no offset into the workspace is 0.
constexpr std::size_t nothing_shared = 0;

const SpawnTarget*& first_target() noexcept {
    static const SpawnTarget* first = nullptr;
    return first;
}

/// The arguments that spawn() passes to the new program after the role.
enum Argument : std::size_t { target_name, lane_name, worker, shared_at, notes_at, parent, argument_count };

std::uint64_t number_of(const char* word) {
    std::uint64_t number = 0;
    const char* const end = word + std::strlen(word);
    if (const auto [stop, error] = std::from_chars(word, end, number); error != std::errc() || stop != end)
        throw RunError(std::string("no number: '") + word + "'");
    return number;
}

} // namespace

SpawnTarget::SpawnTarget(const char* target_name, Body target_body) noexcept
    : name_(target_name)
    , body_(target_body)
    , next_(first_target()) {
    first_target() = this;
}

const SpawnTarget* SpawnTarget::find(std::string_view name) noexcept {
    const SpawnTarget* target = first_target();
    while (target != nullptr && target->name_ != name)
        target = target->next_;
    return target;
}

Process Process::spawn(std::string name, const SpawnTarget& target, void* shared,
                       std::source_location where) {
    SessionRegion* const region = SessionRegion::in_use();
    if (region == nullptr)
        throw RunError("cannot start process '" + name + "': a new program needs a session to take part in");
    auto* const notes = new (region->allocate(sizeof(ProcessNotes), alignof(ProcessNotes))) ProcessNotes;
    Process process(std::move(name), *notes, where);

    const pid_t me = getpid();
    std::array<std::string, argument_count> words{
        target.name(),
        process.name_,
        std::to_string(process.object_),
        std::to_string(shared == nullptr ? nothing_shared : region->offset_of(shared)),
        std::to_string(region->offset_of(notes)),
        std::to_string(gettid() == me ? me : 0)};
    std::string role = spawned_role;
    std::string program = "interleave-engine";
    std::vector<char*> arguments{program.data(), role.data()};
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, region->descriptor(), region_descriptor);
    pid_t child = -1;
    const int error = posix_spawn(&child, "/proc/self/exe", &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        throw_refused_start("start process '" + process.name_ + "'", error);
    process.pid_ = child;
    lane_started(process.object_, StartMethod::spawn);
    return process;
}

bool is_spawned() noexcept {
    return fcntl(region_descriptor, F_GETFD) >= 0;
}

int run_spawned(std::span<char* const> arguments) {
    // Other descriptors of the parent are closed, because this worker must not use them.
    close_range(region_descriptor + 1, ~0U, 0);
    if (arguments.size() != argument_count)
        throw RunError("a spawned worker was started with " + std::to_string(arguments.size()) +
                       " arguments");
    const auto made_by = static_cast<pid_t>(number_of(arguments[parent]));
    if (!end_with_parent(made_by))
        return code_of_failure;
    const auto region = SessionRegion::attach(region_descriptor);
    auto* const notes = static_cast<ProcessNotes*>(region->at(number_of(arguments[notes_at])));
    const std::uint64_t offset = number_of(arguments[shared_at]);
    void* const shared = offset == nothing_shared ? nullptr : region->at(offset);
    SessionRegion::use(region.get());
    note_fatal_signals();
    listen_for_stop(); // before the lane is visible and can be sent the signal
    const int code = run_child(
        StartMethod::spawn, arguments[lane_name], static_cast<ObjectId>(number_of(arguments[worker])), *notes,
        [&] {
            const SpawnTarget* const target = SpawnTarget::find(arguments[target_name]);
            if (target == nullptr)
                throw RunError(std::string("this program has no target '") + arguments[target_name] + "'");
            return target->body()(shared);
        });
    SessionRegion::use(nullptr);
    return code;
}

} // namespace interleave
