// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window_program.h"

#include "core/engine/find_program.h"
#include "core/event/refused_call.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <unistd.h>

namespace interleave {

namespace {

bool is_about_a_picture(const Arguments& arguments) {
    constexpr std::array options{"--export", "--to", "--view", "--size", "--scale", "--theme", "--arrows"};
    return std::any_of(options.begin(), options.end(),
                       [&](const char* option) { return arguments.has(option); });
}

} // namespace

std::string find_window_program() {
    return find_program({.file = "interleave-window",
                         .what = "window program",
                         .without = "no window and no pictures: ",
                         .remedy = "build and install Interleave with its window (INTERLEAVE_WINDOW=ON)"});
}

int WindowProgram::open_window(const std::vector<std::string>&) const {
    become();
}

SaveRun WindowProgram::pictures_of_run(const Arguments& arguments, const char*) const {
    if (is_about_a_picture(arguments))
        become();
    return {};
}

SaveRepeats WindowProgram::pictures_of_repeats(const Arguments& arguments) const {
    if (is_about_a_picture(arguments))
        become();
    return {};
}

SaveComparison WindowProgram::pictures_of_comparison(const Arguments& arguments) const {
    if (is_about_a_picture(arguments))
        become();
    return {};
}

SaveSweep WindowProgram::pictures_of_sweep(const Arguments& arguments) const {
    if (is_about_a_picture(arguments))
        become();
    return {};
}

SaveClaims WindowProgram::pictures_of_claims(const Arguments& arguments) const {
    if (is_about_a_picture(arguments))
        become();
    return {};
}

std::unique_ptr<CoursePrinter> WindowProgram::course_printer() const {
    become();
}

void WindowProgram::become() const {
    const std::string program = find_window_program();
    execv(program.c_str(), argv_);
    throw_refused_start("start '" + program + "'", errno);
}

} // namespace interleave
