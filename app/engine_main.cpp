// SPDX-License-Identifier: GPL-3.0-or-later
// The program `interleave-engine`: runs one scenario, away from the window, with all scenarios linked in.
#include "core/engine/engine_program.h"

int main(int argc, char** argv) {
    return interleave::engine_program(argc, argv);
}
