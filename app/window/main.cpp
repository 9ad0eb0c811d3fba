// SPDX-License-Identifier: GPL-3.0-or-later
// The program `interleave-window`: the command line with Qt. `interleave` becomes it where that is needed.
#include "app/answer.h"
#include "app/window/try_display.h"
#include "app/window/window_graphics.h"
#include "app/window_program.h"

#include <string_view>

int main(int argc, char** argv) {
    if (argc == 2 && std::string_view(argv[1]) == interleave::try_display_word)
        interleave::try_display();
    return interleave::answer(argc, argv, interleave::WindowGraphics(argc, argv));
}
