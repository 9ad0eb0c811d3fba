// SPDX-License-Identifier: GPL-3.0-or-later
// All commands of the program; each is one file, NAME_command.cpp.
#pragma once

#include "app/command_line.h"

namespace interleave {

extern const Command list_command;
extern const Command read_command;
extern const Command run_command;
extern const Command record_command;
extern const Command open_command;
extern const Command export_command;
extern const Command sweep_command;
extern const Command explore_command;
extern const Command compare_command;
extern const Command claims_command;
extern const Command course_command;
extern const Command check_command;
extern const Command doctor_command;

} // namespace interleave
