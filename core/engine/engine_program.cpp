// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine_program.h"

#include "core/engine/control_words.h"
#include "core/engine/guardian.h"
#include "core/work/process.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <fcntl.h>
#include <optional>
#include <span>
#include <string_view>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace interleave {

namespace {

struct Role {
    std::string_view name;
    /// Whether the process got what the role needs. Otherwise a person has started it.
    bool (*can_run)(std::span<char* const> arguments);
    int (*run)(std::span<char* const> arguments);
};

bool is_control_socket(int descriptor) {
    int type = 0;
    socklen_t size = sizeof type;
    return getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

bool has_host(std::span<char* const>) {
    return is_control_socket(guardian_control_descriptor);
}

int run_guardian(std::span<char* const>) {
    // Other descriptors that the host had open do not belong to this run.
    close_range(static_cast<unsigned>(guardian_region_descriptor) + 1, ~0U, 0);
    return guard_run(guardian_control_descriptor, guardian_region_descriptor);
}

/// Returns the control socket and the region that the arguments name; nothing for other arguments.
std::optional<std::array<int, 2>> descriptors_from(std::span<char* const> arguments) {
    std::array<int, 2> descriptors{};
    if (arguments.size() != descriptors.size())
        return std::nullopt;
    for (std::size_t i = 0; i < descriptors.size(); ++i) {
        const std::string_view word = arguments[i];
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), descriptors[i]);
        if (error != std::errc{} || end != word.data() + word.size())
            return std::nullopt;
    }
    return descriptors;
}

bool has_host_of_program(std::span<char* const> arguments) {
    const auto descriptors = descriptors_from(arguments);
    return descriptors && is_control_socket(descriptors->front());
}

int run_program_guardian(std::span<char* const> arguments) {
    const auto descriptors = *descriptors_from(arguments);
    for (const int descriptor : descriptors)
        fcntl(descriptor, F_SETFD, FD_CLOEXEC); // they are not the program's
    return guard_run(descriptors[0], descriptors[1]);
}

bool can_be_spawned(std::span<char* const>) {
    return is_spawned();
}

int run_spawned_role(std::span<char* const> arguments) {
    try {
        return run_spawned(arguments);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "interleave-engine: %s\n", error.what());
        return 1;
    }
}

constexpr std::array roles{Role{role_guardian, has_host, run_guardian},
                           Role{role_program_guardian, has_host_of_program, run_program_guardian},
                           Role{spawned_role, can_be_spawned, run_spawned_role}};

} // namespace

int engine_program(int argc, char** argv) {
    const std::string_view wanted = argc > 1 ? argv[1] : "";
    const std::span<char* const> arguments(argv, static_cast<std::size_t>(argc));
    for (const Role& role : roles) {
        if (role.name == wanted && role.can_run(arguments.subspan(2)))
            return role.run(arguments.subspan(2));
    }
    std::fputs(
        "interleave-engine runs one scenario for `interleave` and is started by it; try `interleave run`\n",
        stderr);
    return 2;
}

} // namespace interleave
