// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session.h"

#include "core/event/error.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace interleave {

namespace {

namespace fs = std::filesystem;

constexpr const char* program_name = "interleave-engine";

bool is_program(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error) && access(path.c_str(), X_OK) == 0;
}

} // namespace

std::string find_engine() {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): this program does not change the environment
    const char* const named = std::getenv("INTERLEAVE_ENGINE");
    if (named != nullptr && *named != '\0') {
        if (is_program(named))
            return named;
        throw RunError("INTERLEAVE_ENGINE names '" + std::string(named) +
                       "', which is no program; correct it or unset it");
    }
    std::error_code error;
    const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
    const std::array places{folder / program_name,
                            folder.parent_path() / "libexec" / "interleave" / program_name};
    std::string looked_at;
    for (const fs::path& place : places) {
        if (is_program(place))
            return place.string();
        looked_at += (looked_at.empty() ? "" : " nor at ") + place.string();
    }
    throw RunError("no engine at " + looked_at +
                   "; install Interleave again, or set INTERLEAVE_ENGINE to it");
}

} // namespace interleave
