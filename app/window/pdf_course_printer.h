// SPDX-License-Identifier: GPL-3.0-or-later
// Prints a course with Qt, without a display.
#pragma once

#include "app/course_printer.h"
#include "app/window/offscreen_application.h"

#include "ui/course/slide_deck.h"

#include <memory>

namespace interleave {

class PdfCoursePrinter final : public CoursePrinter {
public:
    void check(const std::string& path) const override;
    void print(const Handout& handout, const std::string& path) const override;
    void add_slides(const CourseSession& session, const Lesson& lesson, const Trace& trace,
                    const RunInfo& info, const std::string& path) override;
    void print_slides(const std::string& path) override;

private:
    void add_slide(const Slide& slide, const std::string& path);

    OffscreenApplication application_;
    std::unique_ptr<SlideDeck> deck_; ///< of the session whose slides are being made
};

} // namespace interleave
