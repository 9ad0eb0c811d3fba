// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/event/refused_call.h"

#include "core/event/process_limits.h"

#include <cerrno>
#include <cstring>

namespace interleave {

namespace {

constexpr const char* no_memory = "free some memory, or choose smaller parameters";
constexpr const char* no_tasks = "the limit of this machine or of its control group (pids.max) is reached: "
                                 "end other programs or allow more";

/// Names the limit and the command that lifts it; `otherwise` if there is no such limit.
std::string by_limit(Limit limit, const char* otherwise) {
    return limit_of(limit) ? limit_and_remedy(limit) : otherwise;
}

std::string remedy_for(int error) {
    switch (error) {
    case EMFILE:
        return by_limit(Limit::open_files, "close other files");
    case ENFILE:
        return "all open files of this machine are in use: end other programs, or raise fs.file-max";
    case EFBIG:
        return by_limit(Limit::file_size, "choose smaller parameters");
    case ENOMEM:
    case EAGAIN:
        return by_limit(Limit::addresses, no_memory);
    case EPERM:
    case EACCES:
    case ENOSYS:
        return "a container or a security module seems to forbid it: allow it there";
    default:
        return "look at what this machine or its container allows";
    }
}

std::string line(std::string_view what, int error, const std::string& remedy) {
    return "cannot " + std::string(what) + ": " + std::strerror(error) + "; " + remedy;
}

} // namespace

std::string refused_call_text(std::string_view what, int error) {
    return line(what, error, remedy_for(error));
}

std::string refused_start_text(std::string_view what, int error) {
    if (error != EAGAIN)
        return refused_call_text(what, error);
    // A thread for whose stack no addresses are left is refused by the same error as one too many.
    const Limit limit = limit_of(Limit::addresses) ? Limit::addresses : Limit::tasks;
    return line(what, error, by_limit(limit, no_tasks));
}

void throw_refused_call(std::string_view what, int error) {
    throw RunError(refused_call_text(what, error));
}

void throw_refused_start(std::string_view what, int error) {
    throw RunError(refused_start_text(what, error));
}

} // namespace interleave
