// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/file/json_text.h"

#include "core/event/printable_text.h"

#include <cstdint>

namespace interleave {

namespace {

constexpr std::string_view hexadecimal = "0123456789abcdef";

void append_ascii(std::string& json, char letter) {
    const auto code = static_cast<std::uint8_t>(letter);
    if (letter == '"' || letter == '\\') {
        json += '\\';
        json += letter;
    } else if (letter == '\n') {
        json += "\\n";
    } else if (letter == '\t') {
        json += "\\t";
    } else if (code < 0x20 || code == 0x7f) {
        json += "\\u00";
        json += hexadecimal[code >> 4U];
        json += hexadecimal[code & 15U];
    } else {
        json += letter;
    }
}

} // namespace

std::string json_string(std::string_view text) {
    std::string json = "\"";
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 1)
            append_ascii(json, text.front());
        else if (length == 0)
            json += "\xef\xbf\xbd";
        else
            json += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    json += '"';
    return json;
}

} // namespace interleave
