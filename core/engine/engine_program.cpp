// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine_program.h"

#include "core/engine/control_words.h"
#include "core/engine/guardian.h"
#include "core/work/process.h"

#include <array>
#include <cstdio>
#include <exception>
#include <span>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace interleave {

namespace {

struct Role {
    std::string_view name;
    /// Whether the process got what the role needs. Otherwise a person has started it.
    bool (*can_run)();
    int (*run)(std::span<char* const> arguments);
};

bool has_host() {
    int type = 0;
    socklen_t size = sizeof type;
    return getsockopt(guardian_control_descriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0 &&
           type == SOCK_SEQPACKET;
}

int run_guardian(std::span<char* const>) {
    // Other descriptors that the host had open do not belong to this run.
    close_range(static_cast<unsigned>(guardian_region_descriptor) + 1, ~0U, 0);
    return guard_run(guardian_control_descriptor, guardian_region_descriptor);
}

int run_spawned_role(std::span<char* const> arguments) {
    try {
        return run_spawned(arguments);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "interleave-engine: %s\n", error.what());
        return 1;
    }
}

constexpr std::array roles{Role{"guardian", has_host, run_guardian},
                           Role{spawned_role, is_spawned, run_spawned_role}};

} // namespace

int engine_program(int argc, char** argv) {
    const std::string_view wanted = argc > 1 ? argv[1] : "";
    for (const Role& role : roles) {
        if (role.name == wanted && role.can_run())
            return role.run({argv + 2, static_cast<std::size_t>(argc) - 2});
    }
    std::fputs(
        "interleave-engine runs one scenario for `interleave` and is started by it; try `interleave run`\n",
        stderr);
    return 2;
}

} // namespace interleave
