// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the window, draws pictures and prints a course with Qt.
#pragma once

#include "app/graphics.h"

namespace interleave {

class WindowGraphics final : public Graphics {
public:
    /// These are the arguments of main(), for Qt's own options.
    WindowGraphics(int argc, char** argv) noexcept : argc_(argc), argv_(argv) {}

    int open_window(const std::vector<std::string>& files) const override;
    SaveRun pictures_of_run(const Arguments& arguments, const char* files) const override;
    SaveRepeats pictures_of_repeats(const Arguments& arguments) const override;
    SaveComparison pictures_of_comparison(const Arguments& arguments) const override;
    SaveSweep pictures_of_sweep(const Arguments& arguments) const override;
    SaveClaims pictures_of_claims(const Arguments& arguments) const override;
    std::unique_ptr<CoursePrinter> course_printer() const override;

private:
    int argc_;
    char** argv_;
};

} // namespace interleave
