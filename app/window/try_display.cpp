// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/try_display.h"

#include "app/window_program.h"

#include "core/event/write_all.h"
#include "ui/window/start_messages.h"

#include <QGuiApplication>

#include <array>
#include <optional>
#include <string>
#include <unistd.h>

namespace interleave {

namespace {

[[noreturn]] void write_and_exit(const std::string& text) {
    write_all(STDERR_FILENO, text + "\n");
    _exit(0);
}

void give_up(const std::string& words) {
    write_and_exit(words + "\n" + display_remedy + start_remedy(words));
}

} // namespace

void try_display() {
    std::optional<StartMessages> messages(give_up);
    int argc = 1;
    std::array<char, 11> name{"interleave"};
    std::array<char*, 2> argv{name.data(), nullptr};
    const QGuiApplication application(argc, argv.data());
    messages.reset();
    write_and_exit(display_connected + QGuiApplication::platformName().toStdString());
}

} // namespace interleave
