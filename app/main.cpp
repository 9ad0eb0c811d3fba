// SPDX-License-Identifier: GPL-3.0-or-later
// The program `interleave`. It links no Qt.
#include "app/answer.h"
#include "app/window_program.h"

int main(int argc, char** argv) {
    return interleave::answer(argc, argv, interleave::WindowProgram(argv));
}
