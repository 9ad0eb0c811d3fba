// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/surroundings.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

namespace interleave {

namespace fs = std::filesystem;

namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// Whether a server accepts a connection. `path` may begin with a zero byte, which is the abstract name of a
/// socket.
bool accepts_connection(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof(address.sun_path))
        return false;
    std::memcpy(address.sun_path, path.data(), path.size());
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return false;
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    const bool connected = ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), length) == 0;
    ::close(descriptor);
    return connected;
}

/// Looks for a local server, as in ":1" and ":1.0"; "host:1" is not checked further.
DisplayFound find_x_server(const std::string& display) {
    if (!display.starts_with(':'))
        return {true, "X server " + display};
    const std::size_t digits = display.find_first_not_of("0123456789", 1);
    const std::string path =
        "/tmp/.X11-unix/X" + display.substr(1, digits == std::string::npos ? digits : digits - 1);
    if (accepts_connection(path) || accepts_connection(std::string(1, '\0') + path))
        return {true, "X server " + display};
    return {false, "none: DISPLAY is " + display + ", but no X server answers there"};
}

} // namespace

DisplayFound find_display() {
    const std::string wayland = variable("WAYLAND_DISPLAY");
    if (!wayland.empty()) {
        const std::string path =
            wayland.starts_with('/') ? wayland : variable("XDG_RUNTIME_DIR") + "/" + wayland;
        if (accepts_connection(path))
            return {true, "Wayland " + wayland};
    }
    const std::string display = variable("DISPLAY");
    if (!display.empty())
        return find_x_server(display);
    return {false, wayland.empty() ? "none: neither DISPLAY nor WAYLAND_DISPLAY is set"
                                   : "none: WAYLAND_DISPLAY is " + wayland + ", but nothing answers there"};
}

std::string find_font() {
    const std::string home = variable("HOME");
    std::vector<fs::path> folders{"/usr/share/fonts", "/usr/local/share/fonts"};
    if (!home.empty()) {
        folders.push_back(fs::path(home) / ".local/share/fonts");
        folders.push_back(fs::path(home) / ".fonts");
    }
    constexpr std::array<std::string_view, 4> endings{".ttf", ".otf", ".ttc", ".pfb"};
    for (const fs::path& folder : folders) {
        std::error_code error;
        fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
        for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
            const std::string ending = entry->path().extension().string();
            if (std::find(endings.begin(), endings.end(), ending) != endings.end())
                return entry->path().string();
        }
    }
    return {};
}

} // namespace interleave
