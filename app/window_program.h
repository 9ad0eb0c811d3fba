// SPDX-License-Identifier: GPL-3.0-or-later
// The program interleave-window, which links Qt, as the program `interleave` sees it.
#pragma once

#include "app/graphics.h"

#include <string>

namespace interleave {

/// The only word of an interleave-window that shall connect to the display as the window would, say on
/// standard error how that went, and end.
inline constexpr const char* try_display_word = "--try-display";
/// How the line begins that has the platform's name, if it could connect. Other lines are complaints.
inline constexpr const char* display_connected = "connected to ";
/// How the line begins that has the remedy, if it could not.
inline constexpr const char* display_remedy = "remedy: ";

/// Returns the path of the program. Throws RunError that names the places searched.
std::string find_window_program();

/// This process becomes interleave-window, with the same words, where Qt is needed: same process, standard
/// streams, signals and exit status. So its functions return only what needs no Qt.
class WindowProgram final : public Graphics {
public:
    /// `argv` are the words of main().
    explicit WindowProgram(char** argv) noexcept : argv_(argv) {}

    int open_window(const std::vector<std::string>& files) const override;
    SaveRun pictures_of_run(const Arguments& arguments, const char* files) const override;
    SaveRepeats pictures_of_repeats(const Arguments& arguments) const override;
    SaveComparison pictures_of_comparison(const Arguments& arguments) const override;
    SaveSweep pictures_of_sweep(const Arguments& arguments) const override;
    SaveClaims pictures_of_claims(const Arguments& arguments) const override;
    std::unique_ptr<CoursePrinter> course_printer() const override;

private:
    [[noreturn]] void become() const;

    char** argv_;
};

} // namespace interleave
