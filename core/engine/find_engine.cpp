// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/find_program.h"
#include "core/engine/session.h"

#include "core/event/error.h"

#include <cstdlib>
#include <filesystem>

namespace interleave {

std::string find_engine() {
    const OwnProgram engine{.file = "interleave-engine",
                            .what = "engine",
                            .remedy = "install Interleave again, or set INTERLEAVE_ENGINE to it"};
    // NOLINTNEXTLINE(concurrency-mt-unsafe): this program does not change the environment
    const char* const named = std::getenv("INTERLEAVE_ENGINE");
    if (named == nullptr || *named == '\0')
        return find_program(engine);
    std::error_code error;
    if (!std::filesystem::is_regular_file(named, error))
        throw RunError("INTERLEAVE_ENGINE names '" + std::string(named) +
                       "', which is no program; correct it or unset it");
    check_executable(engine, named);
    return named;
}

} // namespace interleave
