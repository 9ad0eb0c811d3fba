// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/process_exit.h"

#include <cctype>
#include <cstring>

namespace interleave {

std::string signal_text(int signal) {
    const char* const description = sigdescr_np(signal);
    std::string words = description != nullptr ? description : "unknown";
    words.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(words.front())));
    return "signal " + std::to_string(signal) + " (" + words + ")";
}

} // namespace interleave
