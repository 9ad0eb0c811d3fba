// SPDX-License-Identifier: GPL-3.0-or-later
// The program `interleave-engine`: it runs one scenario outside the window, and all scenarios are linked into
// it.
#include "core/engine/engine_program.h"

int main(int argc, char** argv) {
    return interleave::engine_program(argc, argv);
}
