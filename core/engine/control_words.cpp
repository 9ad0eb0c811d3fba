// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/control_words.h"

#include "core/event/error.h"
#include "core/event/printable_text.h"

#include <charconv>

namespace interleave {

namespace {

constexpr std::string_view ready_word = "ready ";
constexpr std::string_view failed = "failed ";

} // namespace

std::string ready_text(pid_t engine) {
    return std::string(ready_word) + std::to_string(engine);
}

std::string failure_text(std::string_view line) {
    return std::string(failed) + std::string(line);
}

pid_t engine_from(const std::string& text) {
    pid_t engine = 0;
    if (text.starts_with(ready_word)) {
        const char* const end = text.data() + text.size();
        if (std::from_chars(text.data() + ready_word.size(), end, engine).ptr == end && engine > 1)
            return engine;
    }
    if (text.starts_with(failed))
        throw RunError("the engine cannot run this: " + error_line(text.substr(failed.size())));
    throw RunError("the engine speaks another language than this program; install both anew");
}

} // namespace interleave
